package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.convert.Found;
import io.cameo.convert.Severity;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden copies: a whole one, and one with a fault in nearly every file. */
class UvCheckTest {
    private static final Path GOLDEN = Path.of("testdata/convert/ffhquv");

    /** What each verdict of {@code EXPECTED.json} is called here. */
    private static final Map<String, Set<UvFault>> VERDICTS = Map.ofEntries(
            Map.entry("truncated png", Set.of(UvFault.MAP_BAD)),
            Map.entry("256x200 not square", Set.of(UvFault.MAP_NOT_SQUARE)),
            Map.entry("grayscale", Set.of(UvFault.MAP_MODE)),
            Map.entry("JPEG bytes named .png", Set.of(UvFault.MAP_NOT_PNG)),
            Map.entry("IDAT bit flip (crc)", Set.of(UvFault.MAP_BAD)),
            Map.entry("file missing", Set.of(UvFault.MAP_MISSING)),
            Map.entry(
                    "no meta entry; duplicate bytes of 000005",
                    Set.of(UvFault.META_ENTRY_MISSING, UvFault.MAP_DUPLICATE)),
            Map.entry("right view missing", Set.of(UvFault.VIEWS_MISSING)),
            Map.entry(
                    "bare tensor (1,16,512), expected dict with (1,18,512)",
                    Set.of(UvFault.LATENT_SHAPE, UvFault.VIEWS_MISSING)),
            Map.entry("NaN at [0,5,7]; left/right missing", Set.of(UvFault.VALUE_NOT_FINITE, UvFault.VIEWS_MISSING)),
            Map.entry("truncated zip", Set.of(UvFault.LATENT_BAD, UvFault.VIEWS_MISSING)),
            Map.entry("forbidden pickle GLOBAL os.system", Set.of(UvFault.PICKLE_FORBIDDEN, UvFault.VIEWS_MISSING)),
            Map.entry("missing", Set.of(UvFault.VIEWS_MISSING)),
            Map.entry("Beard missing", Set.of(UvFault.META_FIELD)),
            Map.entry("Age<0", Set.of(UvFault.META_RANGE)),
            Map.entry("Gender not 0/1", Set.of(UvFault.META_RANGE)),
            Map.entry("Beard>1", Set.of(UvFault.META_RANGE)),
            Map.entry("FFHQ index out of 0..69999", Set.of(UvFault.META_INDEX)),
            Map.entry("duplicate FFHQ index of 000000", Set.of(UvFault.META_INDEX_TWICE)),
            Map.entry("key not 6 digits; no files", Set.of(UvFault.META_KEY)),
            Map.entry("null index (allowed)", Set.of()),
            Map.entry("ok", Set.of()));

    static UvCheckReport check(Path root) throws IOException {
        try (UvTree tree = UvTree.open(List.of(root))) {
            return UvCheck.of(tree).workers(2).examples(100).run();
        }
    }

    static List<UvFinding> found(UvCheckReport report, UvFault fault) {
        Found<UvFinding> found = report.found().get(fault);
        return found == null ? List.of() : found.examples();
    }

    /** What a report says of an id, as far as it is about maps, latents or the meta file. */
    private static Set<UvFault> verdict(UvCheckReport report, String kind, String id) {
        Set<UvFault> verdict = EnumSet.noneOf(UvFault.class);
        report.found()
                .forEach((fault, found) -> found.examples().stream()
                        .filter(finding -> fault.severity() == Severity.ERROR)
                        .filter(finding -> isAbout(finding, kind) && holds(finding.ids(), id))
                        .forEach(finding -> verdict.add(fault)));
        return verdict;
    }

    private static boolean isAbout(UvFinding finding, String kind) {
        boolean entry = finding.fault() == UvFault.META_ENTRY_MISSING;
        return switch (kind) {
            case "uv-maps" -> finding.path().contains("/uv-maps/") || finding.fault() == UvFault.MAP_MISSING || entry;
            case "face-latents" ->
                finding.path().contains("/face-latents/") || finding.fault() == UvFault.VIEWS_MISSING;
            default -> finding.path().endsWith("meta-info.json") && !entry;
        };
    }

    private static boolean holds(String ids, String id) {
        String[] ends = ids.split("-", -1);
        return ids.equals(id) || (ends.length == 2 && ends[0].compareTo(id) <= 0 && ends[1].compareTo(id) >= 0);
    }

    @Test
    void findsEveryFaultOfTheBrokenCopyAndNoOther() throws IOException {
        UvCheckReport report = check(GOLDEN.resolve("broken"));
        JsonNode expected = new ObjectMapper()
                .readTree(GOLDEN.resolve("broken/EXPECTED.json").toFile());
        int verdicts = 0;
        for (Map.Entry<String, JsonNode> kind : expected.properties()) {
            for (Map.Entry<String, JsonNode> entry : kind.getValue().properties()) {
                String said = entry.getValue().textValue();
                Set<UvFault> faults = EnumSet.noneOf(UvFault.class);
                faults.addAll(Objects.requireNonNull(VERDICTS.get(said), said));
                Set<UvFault> verdict = verdict(report, kind.getKey(), entry.getKey());
                verdict.remove(UvFault.VIEW_CONDITION); // that of 000003 is all zeros besides
                assertThat(verdict)
                        .as(kind.getKey() + " " + entry.getKey() + ": " + said)
                        .isEqualTo(faults);
                verdicts++;
            }
        }
        assertThat(verdicts).isEqualTo(9 + 8 + 8);
        assertThat(report.isSound()).isFalse();
        assertThat(found(report, UvFault.META_INDEX_TWICE).getFirst().detail()).isEqualTo("index=01223, first=000000");
        assertThat(found(report, UvFault.VALUE_NOT_FINITE).getFirst().detail()).isEqualTo("at=[0,5,7], value=NaN");
        assertThat(found(report, UvFault.PICKLE_FORBIDDEN).getFirst().detail()).endsWith("name=os.system");
        assertThat(found(report, UvFault.MAP_DUPLICATE).getFirst().detail()).isEqualTo("first=ffhq-uv/000005");
        assertThat(found(report, UvFault.VIEWS_MISSING))
                .extracting(finding -> finding.ids() + " " + finding.detail())
                .containsExactly(
                        "000001 views=right",
                        "000002-000005 views=left,right",
                        "000006-000007 views=front,left,right",
                        "000009 views=front,left,right");
        assertThat(Objects.requireNonNull(report.found().get(UvFault.VIEWS_MISSING))
                        .count())
                .isEqualTo(8);
        assertThat(found(report, UvFault.STRANGER)).hasSize(1);
    }

    @Test
    void theWholeCopyIsSound() throws IOException {
        UvCheckReport report = check(GOLDEN.resolve("release"));
        assertThat(report.found()).containsOnlyKeys(UvFault.SIZE_OTHER);
        assertThat(report.isSound()).isTrue();
        assertThat(report.sizes()).isEqualTo(Map.of("256x256", 12L));
        assertThat(report.files()).isEqualTo(8 * 4 + 4 * 4 + 7 * 4);
        assertThat(report.sets())
                .extracting(UvCheckReport.Held::set)
                .containsExactly(UvSet.FFHQ_UV, UvSet.INTERPOLATE, UvSet.PROJECT);
        UvCheckReport.Held held = report.sets().getFirst();
        assertThat(held.parts()).isEqualTo(Map.of(UvPart.MAP, 8L, UvPart.FRONT, 8L, UvPart.LEFT, 8L, UvPart.RIGHT, 8L));
        assertThat(held.entries()).isEqualTo(8);
        assertThat(held.indexed()).isEqualTo(7);
        assertThat(held.nulls()).isEqualTo(1);
        assertThat(held.firstId()).isEqualTo("000000");
        assertThat(held.lastId()).isEqualTo("000007");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void saysTheSameWithAnyNumberOfWorkers(int workers) throws IOException {
        UvCheckReport other = check(GOLDEN.resolve("broken"));
        try (UvTree tree = UvTree.open(List.of(GOLDEN.resolve("broken")))) {
            UvCheckReport report =
                    UvCheck.of(tree).workers(workers).examples(100).run();
            assertThat(report.found()).isEqualTo(other.found());
        }
    }

    @Test
    void looksAtSetsThatAreAskedFor() throws IOException {
        try (UvTree tree = UvTree.open(List.of(GOLDEN.resolve("release")))) {
            UvCheckReport report =
                    UvCheck.of(tree).sets(EnumSet.of(UvSet.INTERPOLATE)).run();
            assertThat(report.files()).isEqualTo(16);
            assertThat(report.sets()).hasSize(1);
        }
    }

    @Test
    void knowsWhatTheReleaseHas() throws IOException {
        try (UvTree tree = UvTree.open(List.of(GOLDEN.resolve("release")))) {
            UvCheckReport report = UvCheck.of(tree)
                    .sets(EnumSet.of(UvSet.FFHQ_UV))
                    .expectRelease()
                    .examples(1000)
                    .run();
            assertThat(found(report, UvFault.SHARD_MISSING))
                    .hasSize(2 * 54)
                    .contains(new UvFinding(
                            UvFault.SHARD_MISSING, UvSet.FFHQ_UV, "054000-054164", "", "part=map, shard=054, ids=165"));
            assertThat(found(report, UvFault.MAP_MISSING))
                    .containsExactly(new UvFinding(UvFault.MAP_MISSING, UvSet.FFHQ_UV, "000008-000999", "", ""));
            assertThat(Objects.requireNonNull(report.found().get(UvFault.META_ENTRY_MISSING))
                            .count())
                    .isEqualTo(54_165 - 8);
        }
    }
}

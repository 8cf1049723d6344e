package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which ids of a set should be there and are not.
 *
 * <p>What should be there: the range that the caller expects; else the ids of the meta file; else all from the first to the last
 * that has any file. A part is expected of all if any id has it.
 */
final class Completeness {
    private static final List<UvPart> PROJECT_PARTS =
            List.of(UvPart.LATENT, UvPart.ATTRIBUTES, UvPart.MS_FACE, UvPart.LIGHT);

    private final UvSet set;
    private final List<UvSample> samples;
    private final CheckTally to;

    Completeness(UvTree tree, UvSet set, CheckTally to) {
        this.set = set;
        this.samples = tree.samples(set);
        this.to = to;
    }

    /**
     * Checks.
     *
     * @param metaFile null where there is none
     * @param meta null where there is none, or it cannot be read
     */
    void check(@Nullable UvFile metaFile, @Nullable UvMeta meta, @Nullable UvIdRange range) {
        if (set == UvSet.PROJECT) {
            checkProject();
            return;
        }
        BitSet expected = expected(meta, range);
        if (range != null) {
            checkExtra(range);
        }
        if (metaFile == null) {
            to.add(new UvFinding(UvFault.NO_META, set, "", "", ""));
        } else if (meta != null) {
            Set<String> known = new HashSet<>();
            meta.entries().forEach(entry -> known.add(entry.id()));
            BitSet without = (BitSet) expected.clone();
            known.stream().filter(MetaCheck::isId).mapToInt(Integer::parseInt).forEach(without::clear);
            String path = metaFile.path().toString();
            runs(without, _ -> "", (ids, detail) -> new UvFinding(UvFault.META_ENTRY_MISSING, set, ids, path, detail));
        }
        checkMaps(expected);
        checkViews(expected);
    }

    private BitSet expected(@Nullable UvMeta meta, @Nullable UvIdRange range) {
        BitSet expected = new BitSet();
        samples.forEach(sample -> expected.set(sample.number()));
        if (range != null) {
            expected.set(range.first(), range.last() + 1);
        } else if (meta != null) {
            meta.entries().stream()
                    .map(UvMetaEntry::id)
                    .filter(MetaCheck::isId)
                    .forEach(id -> expected.set(Integer.parseInt(id)));
        } else if (!samples.isEmpty()) {
            expected.set(samples.getFirst().number(), samples.getLast().number() + 1);
        }
        return expected;
    }

    private void checkExtra(UvIdRange range) {
        BitSet extra = new BitSet();
        samples.stream()
                .mapToInt(UvSample::number)
                .filter(id -> !range.holds(id))
                .forEach(extra::set);
        String detail = "expected=" + range.text();
        runs(extra, _ -> detail, (ids, text) -> new UvFinding(UvFault.ID_EXTRA, set, ids, "", text));
    }

    private void checkMaps(BitSet expected) {
        BitSet missing = (BitSet) expected.clone();
        samples.stream().filter(sample -> sample.has(UvPart.MAP)).forEach(sample -> missing.clear(sample.number()));
        if (missing.cardinality() == expected.cardinality()) {
            return; // nobody has any: they were not fetched
        }
        shards("map", expected, missing);
        runs(missing, _ -> "", (ids, detail) -> new UvFinding(UvFault.MAP_MISSING, set, ids, "", detail));
    }

    private void checkViews(BitSet expected) {
        String[] lacking = new String[expected.length()];
        for (UvSample sample : samples) {
            lacking[sample.number()] = lackingViews(sample::has);
        }
        String all = lackingViews(_ -> false);
        BitSet missing = new BitSet();
        BitSet none = new BitSet();
        expected.stream().forEach(id -> {
            String views = Objects.requireNonNullElse(lacking[id], all);
            lacking[id] = views;
            missing.set(id, !views.isEmpty());
            none.set(id, views.equals(all));
        });
        if (none.cardinality() == expected.cardinality()) {
            return;
        }
        BitSet before = (BitSet) none.clone();
        shards("latents", expected, none);
        before.andNot(none);
        missing.andNot(before);
        runs(
                missing,
                id -> "views=" + lacking[id],
                (ids, detail) -> new UvFinding(UvFault.VIEWS_MISSING, set, ids, "", detail));
    }

    private static String lackingViews(Predicate<UvPart> has) {
        StringJoiner views = new StringJoiner(",");
        for (FaceView view : FaceView.values()) {
            if (!has.test(view.part())) {
                views.add(view.word());
            }
        }
        return views.toString();
    }

    /** Reports shards of which nothing is there, and takes their ids away. */
    private void shards(String part, BitSet expected, BitSet missing) {
        for (int begin = 0; begin < expected.length(); begin += UvSample.IDS_PER_SHARD) {
            int end = begin + UvSample.IDS_PER_SHARD;
            BitSet asked = expected.get(begin, end);
            if (!asked.isEmpty() && asked.equals(missing.get(begin, end))) {
                UvIdRange ids = new UvIdRange(begin + asked.nextSetBit(0), begin + asked.length() - 1);
                String detail = String.format(
                        Locale.ROOT,
                        "part=%s, shard=%03d, ids=%d",
                        part,
                        begin / UvSample.IDS_PER_SHARD,
                        asked.cardinality());
                to.add(new UvFinding(UvFault.SHARD_MISSING, set, ids.text(), "", detail));
                missing.clear(begin, end);
            }
        }
    }

    @FunctionalInterface
    private interface Maker {
        UvFinding of(String ids, String detail);
    }

    /** One finding for ids that follow each other and have the same detail. */
    private void runs(BitSet ids, IntFunction<String> detail, Maker maker) {
        int end;
        for (int begin = ids.nextSetBit(0); begin >= 0; begin = ids.nextSetBit(end)) {
            end = begin + 1;
            String said = detail.apply(begin);
            while (ids.get(end) && detail.apply(end).equals(said)) {
                end++;
            }
            to.add(maker.of(new UvIdRange(begin, end - 1).text(), said), end - begin);
        }
    }

    private void checkProject() {
        List<UvPart> held = PROJECT_PARTS.stream()
                .filter(part -> samples.stream().anyMatch(sample -> sample.has(part)))
                .toList();
        for (UvSample sample : samples) {
            StringJoiner parts = new StringJoiner(",");
            held.stream().filter(part -> !sample.has(part)).forEach(part -> parts.add(part.word()));
            if (parts.length() > 0 && PROJECT_PARTS.stream().anyMatch(sample::has)) {
                to.add(new UvFinding(UvFault.PART_MISSING, set, sample.id(), "", "parts=" + parts));
            }
        }
    }
}

package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.dataset.ffhquv.FaceAttributes;
import io.cameo.dataset.ffhquv.FaceCondition;
import io.cameo.dataset.ffhquv.FaceLatent;
import io.cameo.dataset.ffhquv.FaceLight;
import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.dataset.ffhquv.UvTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One rule after the other, on copies that are sound but for it. */
class UvCheckRulesTest {
    private static final String ID = "000001";
    private static final String PROJECT = "dataset_project/";

    @TempDir
    Path temp;

    private DrawnRelease release;

    @BeforeEach
    void draw() {
        release = new DrawnRelease(temp);
    }

    /** {@code FAULT ids detail} of all findings, without the note on the size. */
    private List<String> findings() throws IOException {
        return lines(UvCheckTest.check(temp));
    }

    private static List<String> lines(UvCheckReport report) {
        return report.found().values().stream()
                .flatMap(found -> found.examples().stream())
                .filter(finding -> finding.fault() != UvFault.SIZE_OTHER)
                .map(finding -> (finding.fault() + " " + finding.ids() + " " + finding.detail()).strip())
                .toList();
    }

    private void expect(UvIdRange range, String... lines) throws IOException {
        try (UvTree tree = UvTree.open(List.of(temp))) {
            UvCheckReport report = UvCheck.of(tree).expect(range).examples(9).run();
            assertThat(lines(report)).containsExactly(lines);
        }
    }

    @Test
    void aDrawnCopyIsSound() throws IOException {
        release.whole("000000", "000001", "000002");
        assertThat(findings()).isEmpty();
    }

    @Test
    void idsAndShards() throws IOException {
        release.whole("000001", "000002", "002000");
        expect(
                new UvIdRange(1, 2000),
                "SHARD_MISSING 001000-001999 part=map, shard=001, ids=1000",
                "SHARD_MISSING 001000-001999 part=latents, shard=001, ids=1000",
                "MAP_MISSING 000003-000999",
                "VIEWS_MISSING 000003-000999 views=front,left,right",
                "META_ENTRY_MISSING 000003-001999");
        expect(new UvIdRange(1, 2), "ID_EXTRA 002000 expected=000001-000002");
        Files.delete(release.set().resolve("meta-info.json"));
        Files.delete(release.set().resolve("uv-maps/000002.png"));
        Files.delete(release.set().resolve("uv-maps/002000.png"));
        assertThat(findings())
                .contains(
                        "NO_META",
                        "SHARD_MISSING 002000 part=map, shard=002, ids=1",
                        "MAP_MISSING 000002-000999",
                        "VIEWS_MISSING 000003-000999 views=front,left,right");
    }

    @Test
    void partsThatWereNotFetchedAreNotMissed() throws IOException {
        release.meta(DrawnRelease.entry(ID, "null")).map(ID, 16);
        assertThat(findings()).isEmpty();
        assertThat(UvCheckTest.check(Files.createDirectory(temp.resolve("empty")))
                        .found())
                .containsOnlyKeys(UvFault.NOTHING);
    }

    @Test
    void mapsOfAnotherSizeThanMost() throws IOException {
        release.whole("000000", "000001", "000002").map("000001", 24);
        assertThat(findings()).containsExactly("MAP_SIZE 000001 size=24x24, most=16x16");
    }

    @Test
    void filesTwiceAndStrangersAndArchivesThatAreNone() throws IOException {
        release.whole("000001");
        release.write("other/uv-maps/000001.png", DrawnRelease.png(16, 9, false));
        release.write("notes.txt", new byte[3]);
        release.write("dataset/ffhq-uv/uv-maps/001.zip", new byte[300]);
        assertThat(findings())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("UNREADABLE"))
                .contains("FILE_TWICE", "STRANGER");
    }

    @Test
    void viewsThatAreNotOfOneFace() throws IOException {
        release.whole(ID);
        float[] other = DrawnRelease.w(ID, FaceView.LEFT);
        other[4 * FaceLatent.LAYER_LENGTH] += 1;
        release.view(ID, FaceView.LEFT, new FaceLatent(other, DrawnRelease.condition(FaceView.LEFT)));
        release.view(
                ID,
                FaceView.RIGHT,
                new FaceLatent(DrawnRelease.w(ID, FaceView.FRONT), DrawnRelease.condition(FaceView.RIGHT)));
        assertThat(findings()).containsExactly("VIEWS_DIFFER 000001 layer=4, expected=0 to 3", "VIEW_SAME 000001");
    }

    @Test
    void conditionsThatAreNotThoseOfTheirViews() throws IOException {
        release.whole(ID);
        float[] left = DrawnRelease.condition(FaceView.RIGHT);
        left[3] = 0.5f;
        left[FaceCondition.GENDER.index()] = 1;
        release.view(ID, FaceView.LEFT, new FaceLatent(DrawnRelease.w(ID, FaceView.LEFT), left));
        release.view(ID, FaceView.RIGHT, new FaceLatent(DrawnRelease.w(ID, FaceView.RIGHT), null));
        float[] front = DrawnRelease.condition(FaceView.FRONT);
        front[FaceCondition.BEARD.index()] = 2;
        release.view(ID, FaceView.FRONT, new FaceLatent(DrawnRelease.w(ID, FaceView.FRONT), front));
        assertThat(findings())
                .containsExactly(
                        "LATENT_BARE 000001",
                        "VIEW_CONDITION 000001 value=beard, expected=0 to 1, actual=2.0",
                        "VIEW_CONDITION 000001 value=light[3], expected=0, actual=0.5",
                        "VIEW_CONDITION 000001 value=yaw, expected=30, actual=-30.0",
                        "VIEW_CONDITION 000001 value=gender, front=0.0, actual=1.0",
                        "VIEW_CONDITION 000001 value=beard, front=2.0, actual=0.0",
                        "CONDITION_DIFFERS 000001 beard=0.0, other_beard=2.0");
    }

    @Test
    void aBitThatFlippedInALatent() throws IOException {
        release.whole(ID);
        Path file = release.set().resolve("face-latents/000001_front_latent.pt");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("LATENT_BAD 000001 checksum mismatch in torch file");
    }

    @Test
    void metaFiles() throws IOException {
        release.map("000001", 16).map("000002", 16).map("000003", 16);
        release.meta("\"000001\": {\"Age\": 30.0, \"Beard\": 0, \"Gender\": 0, \"Index-in-FFHQ\": 7, \"Hat\": 1},"
                + "\"000001\": {\"Age\": NaN, \"Beard\": 0, \"Gender\": \"f\", \"Index-in-FFHQ\": \"00008\"},"
                + "\"000002\": {\"Age\": 130, \"Beard\": 0, \"Gender\": 0},"
                + DrawnRelease.entry("000003", "8"));
        assertThat(findings())
                .containsExactly(
                        "META_TWICE 000001",
                        "META_FIELD 000001 value is of another kind: field=Gender, kind=VALUE_STRING",
                        "META_FIELD 000002 field is missing: field=Index-in-FFHQ",
                        "META_RANGE 000001 field=Age, value=NaN, expected=0 to 120",
                        "META_RANGE 000002 field=Age, value=130.0, expected=0 to 120",
                        "META_INDEX_TWICE 000003 index=00008, first=000001",
                        "META_UNKNOWN 000001 field is not known: field=Hat");
        release.meta("\"000001\": 3");
        assertThat(findings()).singleElement().asString().startsWith("META_BAD  meta file is no object of objects");
    }

    @Test
    void joinsThatDoNotMeet() throws IOException {
        release.map("000001", 16).map("000002", 16).map("000003", 16);
        release.meta(Stream.of(
                        DrawnRelease.entry("000001", "\"00005\""),
                        DrawnRelease.entry("000002", "6"),
                        DrawnRelease.entry("000003", "7"))
                .reduce((one, other) -> one + "," + other)
                .orElseThrow());
        FaceAttributes same = new FaceAttributes(30, 0.1, 0, 0.2, 0, 0, 3, -4);
        release.write(PROJECT + "attributes/00005.json", same.toJson());
        release.write(PROJECT + "attributes/00006.json", new FaceAttributes(31, 0.1, 0, 0.2, 1, 0, 3, -4).toJson());
        release.write(PROJECT + "attributes/00009.json", same.toJson());
        assertThat(findings())
                .containsExactly(
                        "JOIN_MISSING 000003 index=00007",
                        "JOIN_DIFFERS 000002 index=00006, age=30.0, other_age=31.0, gender=0.0, other_gender=1.0",
                        "JOIN_UNUSED  faces=1");
    }

    @Test
    void partsOfTheProject() throws IOException {
        release.write(PROJECT + "attributes/00005.json", "{}".getBytes(StandardCharsets.US_ASCII));
        release.write(PROJECT + "attributes/00006.json", new FaceAttributes(30, 2, 0, 0.2, 3, 0, 3, -400).toJson());
        release.write(PROJECT + "lights/00005.npy", new byte[20]);
        float[] light = new float[9];
        light[4] = Float.POSITIVE_INFINITY;
        release.write(PROJECT + "lights/00006.npy", new FaceLight(light).toNpy());
        release.write(PROJECT + "attributes_ms_api/00005.pkl", "cos\nsystem\n.".getBytes(StandardCharsets.US_ASCII));
        release.write(PROJECT + "attributes_ms_api/00006.pkl", new byte[] {(byte) 0x80, 3, 'N', '.'});
        release.write(PROJECT + "latents/00006.pt", new FaceLatent(new float[FaceLatent.LENGTH], null).toPt());
        assertThat(findings().stream().map(line -> line.replaceAll(":.*", "")))
                .containsExactly(
                        "PART_MISSING 00005 parts=latent",
                        "PICKLE_FORBIDDEN 00005 pickle names something that is not allowed",
                        "VALUE_NOT_FINITE 00006 in=light, at=4, value=Infinity",
                        "ATTRIBUTES_BAD 00005 attributes lack a field",
                        "ATTRIBUTES_RANGE 00006 field=Baldness, value=2.0, expected=0 to 1",
                        "ATTRIBUTES_RANGE 00006 field=Gender, value=3.0, expected=0 to 1",
                        "ATTRIBUTES_RANGE 00006 field=Yaw, value=-400.0, expected=-90 to 90",
                        "FACE_BAD 00006 pickle is no face",
                        "LIGHT_BAD 00005 not a numpy array");
    }

    @Test
    void attributesThatTheFaceServiceDidNotSay() throws IOException {
        Path said = Path.of("testdata/convert/ffhquv/release/dataset_project/attributes_ms_api.zip");
        release.write(PROJECT + "attributes_ms_api.zip", Files.readAllBytes(said));
        release.write(PROJECT + "attributes/01223.json", new FaceAttributes(30, 0.1, 0, 0.2, 0, 0, 3, -4).toJson());
        assertThat(findings())
                .filteredOn(line -> !line.startsWith("PART_MISSING"))
                .singleElement()
                .asString()
                .startsWith("ATTRIBUTES_DIFFER 01223 file=FaceAttributes[ageYears=30.0");
    }

    @Test
    void anEntryThatIsDamagedInItsArchive() throws IOException {
        byte[] zip = Files.readAllBytes(
                Path.of("testdata/convert/ffhquv/release/dataset/ffhq-uv-interpolate/uv-maps/000.zip"));
        zip[1000] ^= 1;
        release.write("dataset/ffhq-uv-interpolate/uv-maps/000.zip", zip);
        assertThat(findings()).hasSize(2).contains("NO_META").anyMatch(line -> line.startsWith("FILE_BAD 000000"));
    }

    @Test
    void masksAndCoefficientsOfViews() throws IOException {
        release.write("unwrap/01223/01223_final_uv.png", DrawnRelease.png(16, 1, false));
        release.write("unwrap/01223/01223_final_remap_masks.png", DrawnRelease.png(16, 2, true));
        release.write("unwrap/01223/01223_final_coeffs.pt", DrawnRelease.coeffs(new float[27]));
        assertThat(findings()).isEmpty();
        release.write("unwrap/01223/01223_final_remap_masks.png", DrawnRelease.png(18, 2, true));
        release.write("unwrap/01223/01223_final_coeffs.pt", new byte[9]);
        assertThat(findings())
                .hasSize(2)
                .contains("MASKS_BAD 01223 masks have another size than the map: map=16x16, masks=18x18")
                .anyMatch(line -> line.startsWith("COEFFS_BAD 01223"));
        release.write("unwrap/01223/01223_final_remap_masks.png", DrawnRelease.png(16, 2, false));
        assertThat(findings()).anyMatch(line -> line.startsWith("MASKS_BAD 01223 samples are neither 0 nor 255"));
    }
}

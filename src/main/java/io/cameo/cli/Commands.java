package io.cameo.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Every command, in the order in which the help shows them. */
final class Commands {
    static final List<Entry> ALL = List.of(
            new Entry("list", "Make records", "a folder of images into .lst files", ListCommand::new),
            new Entry("pack", "Make records", "the images of a list into a record file", PackCommand::new),
            new Entry("info", "Read records", "what record files hold", InfoCommand::new),
            new Entry("get", "Read records", "one record, as it is stored", GetCommand::new),
            new Entry(
                    "unpack",
                    "Read records",
                    "a record file into a folder, and the list that packs it back",
                    UnpackCommand::new),
            new Entry("show", "Read records", "a contact sheet, or a page to search in", ShowCommand::new),
            new Entry("verify", "Trust records", "find every fault of a record file", VerifyCommand::new),
            new Entry("repair", "Trust records", "a new file with every sound record", RepairCommand::new),
            new Entry("index", "Trust records", "rebuild .idx and .cix from the records", IndexCommand::new),
            new Entry("shuffle", "Reshape records", "a random order, in two sequential passes", ShuffleCommand::new),
            new Entry("split", "Reshape records", "by parts, count, size, label or ratio", SplitCommand::new),
            new Entry("merge", "Reshape records", "several files into one", MergeCommand::new),
            new Entry("filter", "Reshape records", "by label, key and size", FilterCommand::new),
            new Entry("dedupe", "Reshape records", "the same payload twice, found or dropped", DedupeCommand::new),
            new Entry("transcode", "Reshape records", "images in another encoding or size", TranscodeCommand::new),
            new Entry("append", "Reshape records", "more records at the end of a file", AppendCommand::new),
            new Entry("face list", "Make faces", "a folder of people into an InsightFace .lst", FaceListCommand::new),
            new Entry("face align", "Make faces", "aligned crops of every face, as files", FaceAlignCommand::new),
            new Entry("face pack", "Make faces", "people into .rec, .idx, .lst and property", FacePackCommand::new),
            new Entry("face info", "Read faces", "people, labels, and what records say wrong", FaceInfoCommand::new),
            new Entry(
                    "face unpack", "Read faces", "a folder for each person, and the way back", FaceUnpackCommand::new),
            new Entry("face merge", "Reshape faces", "several sets into one, nobody twice", FaceMergeCommand::new),
            new Entry("face relabel", "Reshape faces", "labels from 0 without gaps", FaceRelabelCommand::new),
            new Entry("face subset", "Reshape faces", "some people, or some images of each", FaceSubsetCommand::new),
            new Entry("face split", "Reshape faces", "train and val that share nobody", FaceSplitCommand::new),
            new Entry("face clean", "Reshape faces", "drop images of others, by embeddings", FaceCleanCommand::new),
            new Entry(
                    "face bin pack",
                    "Verification sets",
                    "pairs of images into a .bin, aligned on the way",
                    FaceBinPackCommand::new),
            new Entry(
                    "face bin unpack",
                    "Verification sets",
                    "a .bin into images and the list that packs them back",
                    FaceBinUnpackCommand::new),
            new Entry(
                    "face bin info",
                    "Verification sets",
                    "what a .bin holds, and whether trainers can use it",
                    FaceBinInfoCommand::new),
            new Entry(
                    "face bin pairs",
                    "Verification sets",
                    "draw pairs, both classes in every fold",
                    FaceBinPairsCommand::new),
            new Entry(
                    "face bin score",
                    "Verification sets",
                    "embeddings in, accuracy and VAL@FAR out",
                    FaceBinScoreCommand::new),
            new Entry("coco check", "Person masks", "find every fault of an annotation file", CocoCheckCommand::new),
            new Entry("coco stats", "Person masks", "what an annotation file holds", CocoStatsCommand::new),
            new Entry("coco encode", "Person masks", "all persons of an image into one plane", CocoEncodeCommand::new),
            new Entry("coco show", "Person masks", "persons drawn over their images", CocoShowCommand::new),
            new Entry(
                    "coco decode",
                    "Person masks",
                    "planes back to a PNG for each person, or COCO JSON",
                    CocoDecodeCommand::new),
            new Entry(
                    "matting check",
                    "Mattes",
                    "find every fault of images and mattes, and what it does",
                    MattingCheckCommand::new),
            new Entry("matting pack", "Mattes", "an image and all its mattes in one record", MattingPackCommand::new),
            new Entry("matting unpack", "Mattes", "the tree again, byte for byte", MattingUnpackCommand::new),
            new Entry(
                    "matting score",
                    "Mattes",
                    "predicted mattes against true ones, in both usual scales",
                    MattingScoreCommand::new),
            new Entry(
                    "matting synth image",
                    "Mattes",
                    "pictures of several people, and their mattes, out of pictures of one",
                    MattingSynthImageCommand::new),
            new Entry(
                    "matting synth video",
                    "Mattes",
                    "the same for videos, by how much people hide each other",
                    MattingSynthVideoCommand::new),
            new Entry(
                    "matting mask",
                    "Mattes",
                    "masks out of mattes, or a detector's masks matched to them",
                    MattingMaskCommand::new),
            new Entry("matting show", "Mattes", "images, mattes and trimaps on one sheet", MattingShowCommand::new),
            new Entry("uv check", "UV maps", "find what a copy of FFHQ-UV lacks, and its faults", UvCheckCommand::new),
            new Entry("uv pack", "UV maps", "an id with map, latents and all else in a record", UvPackCommand::new),
            new Entry("uv unpack", "UV maps", "the layout of the release again", UvUnpackCommand::new),
            new Entry("uv query", "UV maps", "ask the table, copy and divide what is found", UvQueryCommand::new),
            new Entry(
                    "uv metrics", "UV maps", "BS Error, skin tone and valid area of every map", UvMetricsCommand::new),
            new Entry("uv compare", "UV maps", "figures of two sets beside each other", UvCompareCommand::new),
            new Entry("uv lights", "UV maps", "lights as numbers, and as balls on a sheet", UvLightsCommand::new),
            new Entry("uv show", "UV maps", "maps, where they are not symmetric, and their light", UvShowCommand::new),
            new Entry(
                    "uv interpolate",
                    "UV maps",
                    "latents of new faces, between those of others",
                    UvInterpolateCommand::new),
            new Entry(
                    "uv export", "UV maps", "WebDataset, numpy, Parquet or CSV for other tools", UvExportCommand::new),
            new Entry("zip list", "Zip archives", "what an archive holds, from its directory", ZipListCommand::new),
            new Entry("zip check", "Zip archives", "read everything, find every fault", ZipCheckCommand::new),
            new Entry("zip extract", "Zip archives", "into a folder, in parallel, resumable", ZipExtractCommand::new),
            new Entry("spark pack", "Clusters", "as 'cameo pack', on many machines", SparkPackCommand::new),
            new Entry(
                    "spark face-pack", "Clusters", "as 'cameo face pack', on many machines", SparkFacePackCommand::new),
            new Entry(
                    "spark matting-pack",
                    "Clusters",
                    "as 'cameo matting pack', on many machines",
                    SparkMattingPackCommand::new),
            new Entry(
                    "spark coco-encode",
                    "Clusters",
                    "as 'cameo coco encode', on many machines",
                    SparkCocoEncodeCommand::new),
            new Entry("spark verify", "Clusters", "as 'cameo verify', on many machines", SparkVerifyCommand::new),
            new Entry("spark shuffle", "Clusters", "as 'cameo shuffle', on many machines", SparkShuffleCommand::new),
            new Entry("bench", "Look around", "how fast a file is read here, and what limits it", BenchCommand::new),
            new Entry("demo", "Look around", "draw a small data set and take it through everything", DemoCommand::new),
            new Entry("doctor", "Look around", "what this machine offers, and what is missing", DoctorCommand::new));

    /** Commands of several words: the first ones say what kind of data set they are for. A family's own family comes first. */
    static final List<Family> FAMILIES = List.of(
            new Family(
                    "face",
                    "Faces",
                    "InsightFace's data: lists, alignment, records, verification sets",
                    "cameo face pack people -o train.rec --detector haar"),
            new Family(
                    "face bin",
                    "Verification sets",
                    "the .bin files that trainers evaluate on: make, read, look, score",
                    "cameo face bin info testdata/dataset/verification/ver_bytes_p4.bin --folds 2"),
            new Family(
                    "coco",
                    "Person masks",
                    "COCO's persons: annotation files, their masks as one plane an image",
                    "cameo coco stats testdata/dataset/coco/people.json"),
            new Family(
                    "matting",
                    "Mattes",
                    "people cut out of images and videos, as MaGGIe trains on them",
                    "cameo matting check testdata/matting/tree/I-HIM-MINI"),
            new Family(
                    "matting synth",
                    "Mattes",
                    "new matting data: several people in one picture, or video",
                    "cameo matting synth image --help"),
            new Family(
                    "uv",
                    "UV maps",
                    "FFHQ-UV: texture maps of faces, their latents, attributes and lights",
                    "cameo uv check testdata/convert/ffhquv/broken"),
            new Family(
                    "spark",
                    "Clusters",
                    "the same jobs on Apache Spark, for more than one machine",
                    "cameo spark verify testdata/record/parts.rec"),
            new Family(
                    "zip",
                    "Zip archives",
                    "archives read as they are, also split ones: list, check, extract",
                    "cameo zip check testdata/archive/V-HIM-MINI.zip"));

    private Commands() {}

    /** The family that a name belongs to by all its words but the last; empty for one word. */
    static Optional<Family> familyOf(String name) {
        int space = name.lastIndexOf(' ');
        return space < 0 ? Optional.empty() : family(name.substring(0, space));
    }

    /** The family of that name. */
    static Optional<Family> family(String name) {
        return FAMILIES.stream().filter(family -> family.name().equals(name)).findFirst();
    }

    /** The last word of a name. */
    private static String lastWord(String name) {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    /**
     * Commands that share their first words.
     *
     * @param name these words
     * @param group the heading that it stands under in the help
     * @param summary what the help says of them, in a few words
     * @param example a command line to try
     */
    record Family(String name, String group, String summary, String example) {
        /** The last word of the name. */
        String word() {
            return lastWord(name);
        }
    }

    /**
     * One command.
     *
     * @param name what the user types: one word, or those of a family and another
     * @param group the heading that it stands under in the help
     * @param summary what the help says of it, in a few words
     * @param create makes the picocli command; called only for a command that is run or listed
     */
    record Entry(String name, String group, String summary, Function<Console, Object> create) {
        /** The last word of the name. */
        String word() {
            return lastWord(name);
        }
    }
}

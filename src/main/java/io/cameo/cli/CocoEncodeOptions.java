package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.RejectsFile;
import io.cameo.convert.coco.CocoEncode;
import io.cameo.dataset.coco.CocoCategories;
import io.cameo.mask.PlaneFormat;
import io.cameo.record.CixFile;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is encoded of COCO's persons, and how. */
final class CocoEncodeOptions implements Serializable {
    private static final long serialVersionUID = 1;

    @Parameters(
            index = "0",
            paramLabel = "ANNOTATIONS.json",
            description = "A person_keypoints or instances file of COCO's form.")
    private String annotations = ""; // text, as the next, so that it can go to other machines

    @Parameters(
            index = "1",
            paramLabel = "IMAGES",
            description = "The folder that its file names count from, or a zip archive of it.")
    private String images = "";

    @Option(
            names = "--wide",
            description = "16 bits a pixel, for up to 16,383 persons in an image. Default: 8 bits, and an image with"
                    + " more than 63 persons is rejected")
    private boolean wide;

    @Option(
            names = "--compat",
            description = "Beyond 63 persons wrap around as the original does: 64 becomes background, 65 becomes 1.")
    private boolean compat;

    @Option(names = "--all", description = "Images without annotations too; the original leaves them out.")
    private boolean all;

    @Option(
            names = "--category",
            paramLabel = "NAME|ID",
            description = "Only annotations of this category; may be given again. Default: all, as the original")
    private ArrayList<String> categories = new ArrayList<>();

    Path annotations() {
        return Path.of(annotations);
    }

    Path images() {
        return Path.of(images);
    }

    boolean all() {
        return all;
    }

    /**
     * Refuses inputs that are not there.
     *
     * @throws IllegalArgumentException if IMAGES is no folder and no archive
     */
    void requireInputs() throws IOException {
        InputFile.require(annotations());
        if (!FileTree.isTree(images())) {
            throw new IllegalArgumentException("IMAGES is not a folder: " + images);
        }
    }

    /** Whether a file is, by its name, that of generate_hdf5.py. */
    static boolean isHdf5(Path output) {
        String name = output.toString();
        return name.endsWith(".h5") || name.endsWith(".hdf5");
    }

    /** What is written, and what stands beside it, must not be the annotation file; by its ending it is no image either. */
    void requireOutput(Path output, boolean hdf5) throws IOException {
        if (OutputFile.isSame(output, annotations())) {
            throw new IllegalArgumentException("the output is an input: " + output);
        }
        if (hdf5) {
            OutputFile.require(output, List.of());
        } else {
            OutputFile.requireRecords(output, List.of(), false);
        }
        for (Path beside : List.of(RecordIndex.besides(output), CixFile.besides(output), RejectsFile.besides(output))) {
            if (OutputFile.isSame(beside, annotations())) {
                throw new IllegalArgumentException(
                        "what stands beside the output would replace an input, name it otherwise: " + output);
            }
        }
    }

    /** @throws IllegalArgumentException if options contradict each other */
    void applyTo(CocoEncode job) {
        if (wide && compat) {
            throw new IllegalArgumentException("--wide has room for everybody, --compat wraps around: choose one");
        }
        job.plane(wide ? PlaneFormat.WIDE : compat ? PlaneFormat.COMPAT : PlaneFormat.STRICT)
                .all(all)
                .categories(CocoCategories.of(categories));
    }
}

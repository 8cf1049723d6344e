package io.cameo.cli;

import io.cameo.convert.insightface.FacePack;
import io.cameo.dataset.insightface.FaceLayout;
import java.io.Serializable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How faces become a data set; goes to other machines as it is. */
final class FacePackOptions implements Serializable {
    private static final long serialVersionUID = 1;

    @Option(
            names = "--layout",
            paramLabel = "L",
            description = "A with identity records, as face2rec2; B the same, record 0 last; C without, as im2rec; D as"
                    + " C without .idx. Default: A")
    private FaceLayout layout = FaceLayout.A;

    @Option(names = "--compat", description = "Folders as dir2lst.py scans them; label -1 as face2rec2.py treats it.")
    private boolean compat;

    @Mixin
    private final FaceOptions faces = new FaceOptions();

    /** Names files as other processes know them. */
    void makeAbsolute() {
        faces.makeAbsolute();
    }

    boolean compat() {
        return compat;
    }

    /**
     * Sets a job up.
     *
     * @throws IllegalArgumentException if options contradict each other or name what there is not
     */
    void applyTo(FacePack job) {
        job.settings(faces.settings()).layout(layout).compat(compat);
    }
}

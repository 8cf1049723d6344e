package io.cameo.face;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The folder with the model files that others publish: {@code det1.caffemodel} to {@code det4.caffemodel} and one of
 * YuNet's ONNX files, in the folder itself or in its folders {@code mtcnn} and {@code yunet}. Immutable; nothing is read
 * before a detector is opened.
 */
public final class DetectorModels {
    private static final String USUAL_FOLDER = "models";
    private static final byte[] LFS_POINTER = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);
    /** Far above the largest model, far below what would hurt. */
    private static final long MOST_BYTES = 64 << 20;

    private final Path folder;

    private DetectorModels(Path folder) {
        this.folder = folder;
    }

    /** The models in that folder, which need not exist for detectors that need none. */
    public static DetectorModels in(Path folder) {
        return new DetectorModels(folder);
    }

    /** The models in {@code ./models}. */
    public static DetectorModels usual() {
        return in(Path.of(USUAL_FOLDER));
    }

    /** Where it looks. */
    public Path folder() {
        return folder;
    }

    /**
     * Reads a model.
     *
     * @throws MissingModelException if the file is under none of its names
     * @throws CorruptDataException if it is not the file that was published
     */
    Model read(ModelFile wanted) throws IOException {
        for (Path place : new Path[] {folder, folder.resolve(wanted.folder())}) {
            for (String name : wanted.fileNames()) {
                Path file = place.resolve(name);
                if (Files.isRegularFile(file)) {
                    return checked(wanted, file, name);
                }
            }
        }
        throw new MissingModelException(wanted, folder);
    }

    private static Model checked(ModelFile wanted, Path file, String name) throws IOException {
        long size = Files.size(file);
        if (size == 0 || size > MOST_BYTES) {
            throw new CorruptDataException(file, 0, "not a " + wanted.family() + " model, bytes=" + size);
        }
        byte[] bytes = Files.readAllBytes(file);
        if (startsWith(bytes, LFS_POINTER)) {
            throw new CorruptDataException(
                    file, 0, "a pointer of git-lfs instead of the " + wanted.family() + " model, bytes=" + size);
        }
        if (wanted.isKnown(name)) {
            String actual = sha256(bytes);
            // A network with one flipped bit still answers, only wrong.
            if (!actual.equals(wanted.sha256())) {
                throw new CorruptDataException(
                        file,
                        0,
                        "not the published " + name + ", bytes=" + size + ", expected sha256=" + wanted.sha256()
                                + ", actual=" + actual);
            }
        }
        return new Model(file, bytes);
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** A model file as it was read. Shares the array. */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    record Model(Path file, byte[] bytes) {
        /** What to throw where a library does not take the bytes. */
        CorruptDataException refused(RuntimeException failure) {
            CorruptDataException refusal = new CorruptDataException(
                    file, 0, "not a model that opencv can load, " + OpenCvFaces.firstLine(failure));
            refusal.initCause(failure);
            return refusal;
        }
    }
}

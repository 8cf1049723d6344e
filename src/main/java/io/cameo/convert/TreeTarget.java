package io.cameo.convert;

import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder that a tree is written into. Names come from a file that anybody may have made: none leads out of the folder, and
 * none is written twice. Thread-safe.
 */
public final class TreeTarget {
    private final Path root;
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();

    /** The folder; it is made when something is written. */
    public TreeTarget(Path root) {
        this.root = root;
    }

    /** Writes a file that others may have, too, with the same bytes: once. Returns whether it was written now. */
    public boolean writeOnce(String name, MemorySegment bytes) throws IOException, RejectedItemException {
        Path target = resolve(name);
        return written.add(name) && put(name, target, bytes);
    }

    /**
     * Writes a file under its name in the tree.
     *
     * @throws RejectedItemException if the name leads out of the folder, was written before, or cannot be a file's
     */
    public void write(String name, MemorySegment bytes) throws IOException, RejectedItemException {
        Path target = resolve(name);
        if (!written.add(name)) {
            throw new RejectedItemException("two parts have this file name: name=" + name);
        }
        boolean _ = put(name, target, bytes);
    }

    private boolean put(String name, Path target, MemorySegment bytes) throws IOException, RejectedItemException {
        try {
            makeFolder(target.resolveSibling(""));
        } catch (FileAlreadyExistsException inTheWay) {
            throw new RejectedItemException("a file stands where a folder must be: name=" + name, inTheWay);
        }
        if (Files.isDirectory(target)) {
            throw new RejectedItemException("a folder stands where a file must be: name=" + name);
        }
        ImageFile.write(target, bytes);
        return true;
    }

    /** Makes a folder that holds nothing. */
    public void folder(String name) throws IOException, RejectedItemException {
        makeFolder(resolve(name));
    }

    /** Whether a file of that name was written. */
    public boolean hasWritten(String name) {
        return written.contains(name);
    }

    private void makeFolder(Path folder) throws IOException {
        if (!folders.contains(folder)) {
            Files.createDirectories(folder);
            folders.add(folder); // only now: who finds it here relies on it
        }
    }

    /** Whether a name is that of a file or folder below any root, on every system. */
    public static boolean isName(String name) {
        boolean good = name.indexOf('\\') < 0;
        for (String part : name.split("/", -1)) {
            good &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
        }
        return good;
    }

    private Path resolve(String name) throws RejectedItemException {
        try {
            Path target = root.resolve(name);
            if (!isName(name) || !target.normalize().startsWith(root.normalize())) {
                throw new RejectedItemException("file name leads out of the folder: name=" + name);
            }
            return target;
        } catch (InvalidPathException impossible) {
            throw new RejectedItemException("name cannot be a file's: " + impossible.getReason(), impossible);
        }
    }
}

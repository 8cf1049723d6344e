package io.cameo.archive;

import io.cameo.bytes.CodePointOrder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A folder. Links are followed, but not back to a folder above them. */
final class FolderTree implements FileTree {
    private static final char UNREADABLE = '\uFFFD';
    /** No data set nests so deeply; the system takes longer for each name the deeper it lies, and the stack has an end. */
    private static final int MOST_DEPTH = 100;

    private final Path root;
    private final List<TreeFile> files = new ArrayList<>();
    private final Map<String, TreeFile> filesByName = new HashMap<>();
    private final List<String> folders = new ArrayList<>();
    private final Map<String, TreeFolder> foldersByName = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** A folder and those above it, which no link may lead back to. */
    private record Place(
            Path path, Object identity, @Nullable Place above, int depth) {
        boolean leadsBack(Object other) {
            for (Place place = this; place != null; place = place.above) {
                if (place.identity.equals(other)) {
                    return true;
                }
            }
            return false;
        }
    }

    private FolderTree(Path root) {
        this.root = root;
    }

    static FolderTree list(Path root) throws IOException {
        BasicFileAttributes attributes = requireFolder(root);
        FolderTree tree = new FolderTree(root);
        tree.look("", new Place(root, identity(root, attributes), null, 0));
        tree.files.sort(Comparator.comparing(TreeFile::name, CodePointOrder.INSTANCE));
        tree.folders.sort(CodePointOrder.INSTANCE);
        return tree;
    }

    static FolderTree unlisted(Path root) throws IOException {
        requireFolder(root);
        FolderTree tree = new FolderTree(root);
        tree.foldersByName.put("", new TreeFolder("", List.of(), List.of()));
        return tree;
    }

    private static BasicFileAttributes requireFolder(Path root) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
        if (!attributes.isDirectory()) {
            throw new NotDirectoryException(root.toString());
        }
        return attributes;
    }

    private static Object identity(Path path, BasicFileAttributes attributes) throws IOException {
        return Objects.requireNonNullElse(attributes.fileKey(), path.toRealPath());
    }

    private void look(String name, Place place) throws IOException {
        List<TreeFile> here = new ArrayList<>();
        Map<String, Place> below = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place.path())) {
            for (Path entry : entries) {
                String last = entry.getFileName().toString();
                sortIn(name.isEmpty() ? last : name + "/" + last, last, entry, place, here, below);
            }
        } catch (DirectoryIteratorException wrapped) {
            throw wrapped.getCause();
        }
        here.sort(Comparator.comparing(TreeFile::name, CodePointOrder.INSTANCE));
        List<String> sorted =
                below.keySet().stream().sorted(CodePointOrder.INSTANCE).toList();
        TreeFolder folder = new TreeFolder(name, here, sorted);
        foldersByName.put(name, folder);
        files.addAll(here);
        here.forEach(file -> filesByName.put(file.name(), file));
        for (String last : sorted) {
            String child = folder.child(last);
            folders.add(child);
            try {
                look(child, Objects.requireNonNull(below.get(last)));
            } catch (IOException unreadable) {
                foldersByName.putIfAbsent(child, new TreeFolder(child, List.of(), List.of()));
                problems.add(new Problem(child, "folder cannot be read: " + unreadable.getMessage()));
            }
        }
    }

    private void sortIn(
            String name, String last, Path entry, Place place, List<TreeFile> here, Map<String, Place> below) {
        if (last.indexOf(UNREADABLE) >= 0) {
            problems.add(new Problem(name, "name is not utf-8"));
            return;
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                Object identity = identity(entry, attributes);
                if (place.leadsBack(identity)) {
                    problems.add(new Problem(name, "link leads back to a folder above it"));
                } else if (place.depth == MOST_DEPTH) {
                    problems.add(new Problem(name, "folders nest too deeply: most=" + MOST_DEPTH));
                } else {
                    below.put(last, new Place(entry, identity, place, place.depth + 1));
                }
            } else if (attributes.isRegularFile()) {
                here.add(new TreeFile(name, attributes.size()));
            } else {
                problems.add(new Problem(name, "is not a regular file"));
            }
        } catch (NoSuchFileException gone) {
            problems.add(new Problem(name, "link leads to nothing"));
        } catch (IOException unreadable) {
            problems.add(new Problem(name, "cannot be looked at: " + unreadable.getMessage()));
        }
    }

    @Override
    public Path path() {
        return root;
    }

    @Override
    public List<TreeFile> files() {
        return List.copyOf(files);
    }

    @Override
    public @Nullable TreeFile file(String name) {
        return filesByName.get(name);
    }

    @Override
    public List<String> folders() {
        return List.copyOf(folders);
    }

    @Override
    public @Nullable TreeFolder folder(String name) {
        return foldersByName.get(name);
    }

    @Override
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    @Override
    public TreeReader reader() {
        return new FolderReader(root);
    }

    @Override
    public void close() {
        // nothing is held open
    }
}

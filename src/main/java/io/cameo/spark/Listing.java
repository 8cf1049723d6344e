package io.cameo.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Finds record files and what lies beside them, on the driver. */
final class Listing {
    static final String REC = ".rec";
    static final String IDX = ".idx";
    static final String CIX = ".cix";

    private final Configuration conf;
    private final boolean recursive;
    private final Map<Path, FileStatus> recs = new TreeMap<>();
    private final Map<Path, Map<Path, FileStatus>> folders = new HashMap<>();

    private Listing(Configuration conf, boolean recursive) {
        this.conf = conf;
        this.recursive = recursive;
    }

    /**
     * The record files of some paths, each once: in the order of their names within a path, and of paths as given. A folder
     * stands for the {@code .rec} files in it whose names do not begin with a dot or an underscore; empty files are passed
     * over.
     *
     * @throws FileNotFoundException if a path leads to nothing
     */
    static List<ListedFile> of(List<String> paths, boolean recursive, Configuration conf) throws IOException {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("no path is given: paths=0");
        }
        Listing listing = new Listing(conf, recursive);
        List<FileStatus> ordered = new ArrayList<>();
        for (String path : paths) {
            listing.find(new Path(path));
            listing.recs.forEach((where, rec) -> {
                if (rec.getLen() > 0
                        && ordered.stream().noneMatch(other -> other.getPath().equals(where))) {
                    ordered.add(rec);
                }
            });
            listing.recs.clear();
        }
        List<ListedFile> files = new ArrayList<>();
        for (FileStatus rec : ordered) {
            files.add(listing.listed(rec));
        }
        return files;
    }

    private void find(Path pattern) throws IOException {
        FileSystem files = pattern.getFileSystem(conf);
        FileStatus[] found = files.globStatus(files.makeQualified(pattern));
        if (found == null || found.length == 0) {
            throw new FileNotFoundException("there is no such file: path=" + pattern);
        }
        for (FileStatus file : found) {
            if (file.isDirectory()) {
                findIn(files, file.getPath());
            } else {
                recs.put(file.getPath(), file);
            }
        }
    }

    private void findIn(FileSystem files, Path folder) throws IOException {
        for (FileStatus file : files.listStatus(folder)) {
            String name = file.getPath().getName();
            if (name.startsWith(".") || name.startsWith("_")) {
                continue;
            }
            if (file.isDirectory()) {
                if (recursive) {
                    findIn(files, file.getPath());
                }
            } else if (name.endsWith(REC)) {
                recs.put(file.getPath(), file);
            }
        }
    }

    private ListedFile listed(FileStatus rec) throws IOException {
        FileStatus cix = beside(rec.getPath(), CIX);
        FileStatus idx = beside(rec.getPath(), IDX);
        String location = rec.getPath().toString();
        CixHead head =
                cix == null ? null : CixHead.read(cix.getPath().toString(), cix.getLen(), location, rec.getLen(), conf);
        return new ListedFile(
                location,
                rec.getLen(),
                head,
                idx == null ? null : new ListedFile.SideFile(idx.getPath().toString(), idx.getLen()));
    }

    /** What lies beside a file under its name with another ending; folders are listed once, not asked for every file. */
    private @Nullable FileStatus beside(Path rec, String ending) throws IOException {
        String name = rec.getName();
        String stem = name.endsWith(REC) ? name.substring(0, name.length() - REC.length()) : name;
        Path folder = rec.getParent();
        Map<Path, FileStatus> all = folders.get(folder);
        if (all == null) {
            all = new HashMap<>();
            for (FileStatus file : rec.getFileSystem(conf).listStatus(folder)) {
                if (file.isFile()) {
                    all.put(file.getPath(), file);
                }
            }
            folders.put(folder, all);
        }
        return all.get(new Path(folder, stem + ending));
    }
}

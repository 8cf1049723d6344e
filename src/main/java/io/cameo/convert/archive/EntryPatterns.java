package io.cameo.convert.archive;

import io.cameo.archive.ArchiveEntry;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Chooses entries by patterns as a shell has them. */
final class EntryPatterns {
    private final List<String> texts;
    private final List<PathMatcher> matchers = new ArrayList<>();

    private EntryPatterns(List<String> texts) {
        this.texts = texts;
    }

    static EntryPatterns of(List<String> texts) {
        EntryPatterns patterns = new EntryPatterns(texts);
        for (String text : texts) {
            String plain = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            try {
                patterns.matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + plain));
            } catch (PatternSyntaxException wrong) {
                throw new IllegalArgumentException("not a pattern: " + text + ", " + wrong.getDescription(), wrong);
            }
        }
        return patterns;
    }

    /** All where there is no pattern. */
    List<ArchiveEntry> choose(List<ArchiveEntry> entries) {
        if (matchers.isEmpty()) {
            return entries;
        }
        boolean[] used = new boolean[matchers.size()];
        List<ArchiveEntry> chosen = new ArrayList<>();
        for (ArchiveEntry entry : entries) {
            boolean any = false;
            for (int i = 0; i < used.length; i++) {
                boolean match = matches(matchers.get(i), Path.of(entry.path()));
                used[i] |= match;
                any |= match;
            }
            if (any) {
                chosen.add(entry);
            }
        }
        for (int i = 0; i < used.length; i++) {
            if (!used[i]) {
                throw new IllegalArgumentException("no entry of the archive matches: " + texts.get(i));
            }
        }
        return chosen;
    }

    private static boolean matches(PathMatcher matcher, Path path) {
        for (Path above = path; above != null; above = above.getParent()) {
            if (matcher.matches(above)) {
                return true;
            }
        }
        return false;
    }
}

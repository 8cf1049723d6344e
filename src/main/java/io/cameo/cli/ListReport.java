package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.lst.FileExtensions;
import io.cameo.lst.ImageLists;
import io.cameo.lst.ImageTree;
import io.cameo.lst.ListSplit;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What {@code cameo list} found and wrote, as text and as JSON.
 *
 * @param tree the images
 * @param split how they were cut into lists
 * @param written the lists on disk; empty if nothing was written
 * @param extensions what counted as an image
 * @param notes what differs from what the user may expect
 */
record ListReport(
        ImageTree tree,
        ListSplit split,
        List<ImageLists.Written> written,
        FileExtensions extensions,
        List<String> notes) {
    private static final int MAX_LABELS_SHOWN = 30;
    private static final int MAX_LINES_SHOWN = 20;

    /** 1 if nothing was found or something is missing from the lists. */
    int exitCode() {
        boolean lost = tree.problems().stream().anyMatch(ImageTree.Problem::filesLost);
        return tree.size() == 0 || lost ? ExitCode.BAD_DATA : ExitCode.FINE;
    }

    /** Files, labels and lists; the label table only where it is short or asked for. */
    void printText(PrintStream out, boolean recursive, boolean verbose, double seconds) {
        List<ImageTree.Label> labels = tree.labels();
        if (recursive && !labels.isEmpty() && (verbose || labels.size() <= MAX_LABELS_SHOWN)) {
            out.printf(Locale.ROOT, "%8s  %10s  %s%n", "label", "files", "folder");
            for (ImageTree.Label label : labels) {
                out.printf(Locale.ROOT, "%8d  %,10d  %s%n", label.number(), label.fileCount(), label.directory());
            }
        }
        int shown = verbose ? written.size() : Math.min(MAX_LINES_SHOWN, written.size());
        for (ImageLists.Written list : written.subList(0, shown)) {
            out.println(list.path() + "  " + count(list.fileCount(), "file"));
        }
        if (shown < written.size()) {
            out.println("... and " + count(written.size() - shown, "list") + " more (--verbose)");
        }
        out.printf(
                Locale.ROOT,
                "%s, %s, %s in %.1f s%n",
                count(tree.size(), "file"),
                count(labels.size(), "label"),
                count(written.size(), "list"),
                seconds);
    }

    /** What went wrong or otherwise than one may expect, one line each. */
    void printTrouble(PrintStream err, boolean recursive, boolean verbose, boolean quiet) {
        if (tree.size() == 0) {
            err.println(nothingFound(recursive));
        }
        List<ImageTree.Problem> problems = tree.problems().stream()
                .filter(problem -> !quiet || problem.filesLost())
                .toList();
        int shown = verbose ? problems.size() : Math.min(MAX_LINES_SHOWN, problems.size());
        for (ImageTree.Problem problem : problems.subList(0, shown)) {
            err.println((problem.filesLost() ? "left out: " : "note: ") + printable(problem.path()) + ": "
                    + problem.reason());
        }
        if (shown < problems.size()) {
            err.println("... and " + String.format(Locale.ROOT, "%,d", problems.size() - shown) + " more (--verbose)");
        }
        if (!quiet) {
            notes.forEach(note -> err.println("note: " + note));
        }
    }

    private String nothingFound(boolean recursive) {
        StringBuilder text = new StringBuilder("no image found in ")
                .append(tree.root())
                .append(": looked for ")
                .append(String.join(" ", new TreeSet<>(extensions.accepted())));
        if (!tree.otherExtensions().isEmpty()) {
            text.append("; other files there:");
            tree.otherExtensions()
                    .forEach((extension, files) -> text.append(' ')
                            .append(extension.isEmpty() ? "(none)" : extension)
                            .append(" x ")
                            .append(files));
            text.append(" (--exts)");
        }
        if (!recursive && tree.foldersNotEntered() > 0) {
            text.append("; ")
                    .append(count(tree.foldersNotEntered(), "subfolder"))
                    .append(" not entered (--recursive)");
        }
        return text.append(written.isEmpty() ? "; no list written" : "; empty lists written")
                .toString();
    }

    /** One object: root, files, labels, lists, left out, notes, exit code. */
    void printJson(PrintStream out) throws IOException {
        JsonPrinter.print(out, this::writeJson);
    }

    private void writeJson(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("root", tree.root().toString());
        json.writeNumberField("files", tree.size());
        json.writeNumberField("dropped_files", split.droppedFiles(tree.size()));
        json.writeArrayFieldStart("labels");
        for (ImageTree.Label label : tree.labels()) {
            json.writeStartObject();
            json.writeNumberField("label", label.number());
            json.writeStringField("folder", label.directory());
            json.writeNumberField("files", label.fileCount());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("lists");
        for (ImageLists.Written list : written) {
            json.writeStartObject();
            json.writeStringField("path", list.path().toString());
            json.writeNumberField("files", list.fileCount());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("problems");
        for (ImageTree.Problem problem : tree.problems()) {
            json.writeStartObject();
            json.writeStringField("path", problem.path());
            json.writeStringField("reason", problem.reason());
            json.writeBooleanField("files_lost", problem.filesLost());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("notes");
        for (String note : notes) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeNumberField("exit_code", exitCode());
        json.writeEndObject();
    }

    /** A count with its noun: {@code 1 file}, {@code 1,204 files}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /** A name on one line, whatever it holds. */
    private static String printable(String name) {
        return name.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }
}

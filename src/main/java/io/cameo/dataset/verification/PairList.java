package io.cameo.dataset.verification;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads lists of pairs: LFW's {@code pairs.txt} and {@code pairs_label.txt}.
 *
 * <p>{@code pairs.txt}: a first line of one or two numbers, then {@code name n1 n2} for two images of one person and
 * {@code name1 n1 name2 n2} for images of two; image {@code n} of a name is {@code name/name_%04d} with the extension left
 * out. {@code pairs_label.txt}: {@code path1 path2 0|1}. Columns are cut at tabs where a line has tabs, else at white
 * space. UTF-8, LF or CRLF; blank lines are passed over.
 */
public final class PairList {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern TAB = Pattern.compile("\t+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    /** No list of pairs is larger: a million pairs take a tenth of it. */
    private static final long MOST_BYTES = 1L << 30;

    private final Path file;
    private final List<FacePair> pairs = new ArrayList<>();
    private long lineNumber;
    private long offsetBytes;

    private PairList(Path file) {
        this.file = file;
    }

    /**
     * Reads a list of either kind, told apart by its first line.
     *
     * @throws CorruptDataException with the line, if one is neither, or the two kinds are mixed
     * @throws IOException if the file cannot be read
     */
    public static List<FacePair> read(Path file) throws IOException {
        return new PairList(file).readLines();
    }

    private List<FacePair> readLines() throws IOException {
        byte[] bytes = readBytes();
        Kind kind = Kind.UNKNOWN;
        for (int begin = 0, end; begin < bytes.length; begin = end + 1) {
            end = begin;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            lineNumber++;
            offsetBytes = begin;
            String line = decode(bytes, begin, end - begin).strip();
            if (!line.isEmpty()) {
                String[] columns = (line.indexOf('\t') >= 0 ? TAB : SPACE).split(line);
                if (kind == Kind.UNKNOWN) {
                    kind = kindOf(columns);
                    if (columns.length < 3) {
                        continue;
                    }
                }
                pairs.add(kind == Kind.LFW ? lfw(columns) : labelled(columns));
            }
        }
        return List.copyOf(pairs);
    }

    private byte[] readBytes() throws IOException {
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            throw new CorruptDataException(file, 0, "list of pairs is too large: bytes=" + size);
        }
        return Files.readAllBytes(file);
    }

    private String decode(byte[] bytes, int offset, int length) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
            return offset == 0 && text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notText) {
            CorruptDataException fault = fault("line is not valid: expected=UTF-8");
            fault.initCause(notText);
            throw fault;
        }
    }

    private Kind kindOf(String[] columns) {
        boolean numbers = NUMBER.matcher(columns[0]).matches()
                && (columns.length == 1 || NUMBER.matcher(columns[1]).matches());
        if (columns.length < 3 && numbers) {
            return Kind.LFW;
        }
        if (columns.length == 4) {
            return Kind.LFW;
        }
        if (columns.length == 3) {
            return NUMBER.matcher(columns[1]).matches() ? Kind.LFW : Kind.LABELLED;
        }
        throw fault("not a list of pairs: columns=" + columns.length + ", expected=3 or 4, or a first line of counts");
    }

    private FacePair lfw(String[] columns) {
        return switch (columns.length) {
            case 3 -> new FacePair(image(columns[0], columns[1]), image(columns[0], columns[2]), true);
            case 4 -> new FacePair(image(columns[0], columns[1]), image(columns[2], columns[3]), false);
            default ->
                throw fault("line of LFW pairs has a wrong number of columns: columns=" + columns.length
                        + ", expected=3 or 4");
        };
    }

    private String image(String name, String number) {
        if (!NUMBER.matcher(number).matches()) {
            throw fault("number of an image is no number: text=" + number);
        }
        return String.format(Locale.ROOT, "%s/%s_%04d", name, name, Integer.parseInt(number));
    }

    private FacePair labelled(String[] columns) {
        if (columns.length != 3) {
            throw fault(
                    "line of labelled pairs has a wrong number of columns: columns=" + columns.length + ", expected=3");
        }
        return switch (columns[2]) {
            case "0" -> new FacePair(columns[0], columns[1], false);
            case "1" -> new FacePair(columns[0], columns[1], true);
            default -> throw fault("label of a pair is neither 0 nor 1: label=" + columns[2]);
        };
    }

    private CorruptDataException fault(String reason) {
        return new CorruptDataException(file, offsetBytes, reason + ", line=" + lineNumber);
    }

    private enum Kind {
        UNKNOWN,
        LFW,
        LABELLED
    }
}

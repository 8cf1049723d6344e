package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import io.cameo.convert.Numbers;
import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import io.cameo.record.IrHeader;
import io.cameo.record.Record;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo get}: the bytes of one record, or its header. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes the payload of one record, exactly as it is stored, to stdout or a",
            "file. Without an .idx, records are counted from 0 and only what stands before",
            "the wanted one is read.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo get testdata/record/insightface.rec 3 -o 3.jpg",
            "",
            "Exit code: 0 found, 1 no such record or it is damaged, 2 wrong usage."
        })
final class GetCommand implements Callable<Integer> {
    /** Set by a launcher that knows that stdout is a terminal, where bytes of an image would do harm. */
    static final String STDOUT_TERMINAL = "cameo.stdoutTerminal";

    private static final int CHUNK_BYTES = 1 << 16;
    private static final Path STDOUT = Path.of("-");

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A record file.")
    private Path file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "KEY",
            description = "The record's key, a number or text. Put -- before one that begins with '-'.")
    private @Nullable String key;

    @Option(
            names = "--at",
            paramLabel = "POSITION",
            description =
                    "Instead of KEY: the record's place in the index, from 0; in the file where there is no index.")
    private @Nullable Integer at;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "Write into this file, which appears whole. Default: stdout")
    private @Nullable Path output;

    @Option(names = "--content", description = "Write image-record header and labels too: all that the record holds.")
    private boolean content;

    @Option(names = "--header", description = "Print what is known of the record instead of its bytes.")
    private boolean header;

    @Option(names = "--json", description = "With --header: print one JSON object.")
    private boolean json;

    GetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkUsage();
        try (RecordLookup lookup = RecordLookup.open(file)) {
            Record found;
            try {
                found = at != null ? lookup.at(at) : lookup.get(String.valueOf(key));
            } catch (NoSuchElementException missing) {
                console.err().println("cameo: " + missing.getMessage());
                return ExitCode.BAD_DATA;
            }
            if (header) {
                show(found);
                return ExitCode.FINE;
            }
            return write(bytes(found));
        } catch (InternalError fault) {
            throw PageFault.among(file, fault);
        }
    }

    private void checkUsage() throws IOException {
        if ((key == null) == (at == null)) {
            throw new IllegalArgumentException("give either KEY or --at POSITION");
        }
        if (header && (content || output != null)) {
            throw new IllegalArgumentException("--header prints no bytes: leave out --content and -o");
        }
        if (json && !header) {
            throw new IllegalArgumentException("--json goes with --header");
        }
        InputFile.require(file);
        Path target = output;
        if (target != null && !target.equals(STDOUT)) {
            OutputFile.require(target, List.of(file));
        }
    }

    private MemorySegment bytes(Record found) {
        if (content) {
            return found.content();
        }
        try {
            return found.payload();
        } catch (CorruptDataException noHeader) {
            throw new CorruptDataException(
                    noHeader.file(), noHeader.offsetBytes(), noHeader.reason() + " (--content gives all of it)");
        }
    }

    private static void writeFully(MemorySegment bytes, FileChannel channel) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        for (long done = 0; done < bytes.byteSize(); done += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK_BYTES, bytes.byteSize() - done));
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, done, chunk.array(), 0, chunk.limit());
            PageFault.meet();
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
        }
    }

    private int write(MemorySegment bytes) throws IOException {
        Path target = output;
        if (target != null && !target.equals(STDOUT)) {
            if (Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target)) {
                // A pipe or a device is written to, never replaced.
                try (FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE)) {
                    writeFully(bytes, out);
                }
                return ExitCode.FINE;
            }
            return OutputFile.making("no " + target + " was made", () -> {
                try (AtomicFile out = AtomicFile.create(target)) {
                    writeFully(bytes, out.channel());
                    out.commit();
                }
                return ExitCode.FINE;
            });
        }
        boolean terminal = Boolean.getBoolean(STDOUT_TERMINAL) || console.color();
        if (terminal && target == null && !isText(bytes)) {
            throw new IllegalArgumentException("these " + Numbers.grouped(bytes.byteSize())
                    + " bytes are not text for a terminal: give -o FILE, or -o - to write them all the same");
        }
        PrintStream out = console.out();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (long done = 0; done < bytes.byteSize(); done += CHUNK_BYTES) {
            int length = (int) Math.min(CHUNK_BYTES, bytes.byteSize() - done);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, done, chunk, 0, length);
            PageFault.meet();
            out.write(chunk, 0, length);
        }
        if (out.checkError()) {
            throw new IOException("cannot write to standard output");
        }
        return ExitCode.FINE;
    }

    /** Printable ASCII and white space: what can do a terminal no harm. */
    private static boolean isText(MemorySegment bytes) {
        for (long i = 0; i < bytes.byteSize(); i++) {
            byte b = bytes.get(ValueLayout.JAVA_BYTE, i);
            if (b != '\t' && b != '\n' && b != '\r' && (b < ' ' || b > '~')) {
                return false;
            }
        }
        return true;
    }

    private void show(Record found) throws IOException {
        if (json) {
            JsonPrinter.print(console.out(), out -> writeJson(found, out));
            return;
        }
        row("key", Console.printable(found.keyText()));
        row("position", Numbers.grouped(found.position()));
        row("offset", Numbers.grouped(found.offsetBytes()));
        row("parts", Numbers.grouped(found.parts()));
        row("content", Numbers.count(found.content().byteSize(), "byte"));
        IrHeader ir = headerOf(found);
        if (ir == null) {
            row("header", "none: too short for one and its labels");
            return;
        }
        StringJoiner labels = new StringJoiner(" ");
        for (int i = 0; i < ir.labelCount(); i++) {
            labels.add(Numbers.label(ir.label(i)));
        }
        row("flag", Integer.toUnsignedString(ir.flag()));
        row(ir.labelCount() == 1 ? "label" : "labels", labels.toString());
        row("id", Long.toUnsignedString(ir.id()));
        row("id2", Long.toUnsignedString(ir.id2()));
        MemorySegment payload = found.payload();
        ImageHeader image = ImageHeader.of(payload);
        row("payload", Numbers.count(payload.byteSize(), "byte") + describe(image, payload.byteSize()));
    }

    private static String describe(ImageHeader image, long sizeBytes) {
        if (sizeBytes == 0) {
            return "";
        }
        String kind = image.kind() == ImageKind.UNKNOWN
                ? "of no known kind"
                : image.kind().name();
        return ", " + kind + (image.hasSize() ? " " + image.widthPx() + "x" + image.heightPx() : "");
    }

    private void row(String name, String text) {
        console.out().printf(Locale.ROOT, "%-8s  %s%n", name, text);
    }

    private static void writeJson(Record found, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("key", found.keyText());
        out.writeNumberField("position", found.position());
        out.writeNumberField("offset_bytes", found.offsetBytes());
        out.writeNumberField("parts", found.parts());
        out.writeNumberField("content_bytes", found.content().byteSize());
        IrHeader ir = headerOf(found);
        if (ir == null) {
            out.writeNullField("header");
        } else {
            MemorySegment payload = found.payload();
            ImageHeader image = ImageHeader.of(payload);
            out.writeObjectFieldStart("header");
            out.writeNumberField("flag", Integer.toUnsignedLong(ir.flag()));
            out.writeNumberField("label_field", ir.labelField());
            out.writeArrayFieldStart("labels");
            for (int i = 0; i < ir.labelCount(); i++) {
                out.writeNumber(ir.label(i));
            }
            out.writeEndArray();
            out.writeFieldName("id");
            out.writeNumber(Long.toUnsignedString(ir.id()));
            out.writeFieldName("id2");
            out.writeNumber(Long.toUnsignedString(ir.id2()));
            out.writeNumberField("payload_bytes", payload.byteSize());
            out.writeStringField(
                    "kind",
                    payload.byteSize() == 0 ? "empty" : image.kind().name().toLowerCase(Locale.ROOT));
            out.writeNumberField("width_px", image.widthPx());
            out.writeNumberField("height_px", image.heightPx());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static @Nullable IrHeader headerOf(Record found) {
        try {
            return found.header();
        } catch (CorruptDataException tooShort) {
            return null;
        }
    }
}

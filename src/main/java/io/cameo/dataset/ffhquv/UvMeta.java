package io.cameo.dataset.ffhquv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code meta-info.json}: an object of objects, in the order of the file. Numbers are kept exactly, so that
 * {@link #toJson} gives the released bytes back. Immutable.
 */
public final class UvMeta {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // as Python does
            .build();

    private static final String AGE = "Age";
    private static final String BEARD = "Beard";
    private static final String GENDER = "Gender";
    private static final String INDEX = "Index-in-FFHQ";

    private final List<UvMetaEntry> entries;
    private final Map<String, UvMetaEntry> byId;
    private final List<Oddity> oddities;

    private UvMeta(List<UvMetaEntry> entries, List<Oddity> oddities) {
        this.entries = List.copyOf(entries);
        this.oddities = List.copyOf(oddities);
        byId = HashMap.newHashMap(entries.size());
        entries.forEach(entry -> byId.put(entry.id(), entry));
    }

    /**
     * Something in the file that an entry cannot hold.
     *
     * @param id the entry's key
     * @param reason lower-case
     */
    public record Oddity(String id, String reason) {}

    /** Entries in the order in which they are to be written. */
    public static UvMeta of(List<UvMetaEntry> entries) {
        return new UvMeta(entries, List.of());
    }

    /**
     * Reads a meta file.
     *
     * @param file named in messages only
     * @throws CorruptDataException if it is no JSON, or no object of objects
     */
    public static UvMeta read(Path file, byte[] json) {
        List<UvMetaEntry> entries = new ArrayList<>();
        List<Oddity> oddities = new ArrayList<>();
        try (JsonParser in = JSON.createParser(json)) {
            require(file, in, in.nextToken(), JsonToken.START_OBJECT);
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String id = in.currentName();
                require(file, in, in.nextToken(), JsonToken.START_OBJECT);
                entries.add(new EntryReader(id, oddities).read(in));
            }
            if (in.nextToken() != null) {
                throw corrupt(file, in, "meta file goes on behind its object");
            }
        } catch (JsonProcessingException broken) {
            CorruptDataException corrupt = new CorruptDataException(
                    file,
                    Math.max(
                            0,
                            broken.getLocation() == null
                                    ? 0
                                    : broken.getLocation().getByteOffset()),
                    "meta file is no json: cause=" + broken.getOriginalMessage());
            corrupt.initCause(broken);
            throw corrupt;
        } catch (IOException impossible) {
            throw new IllegalStateException("JSON in memory cannot be read", impossible);
        }
        return new UvMeta(entries, oddities);
    }

    /** All entries in the order of the file; a key that stands twice has two. */
    public List<UvMetaEntry> entries() {
        return entries;
    }

    /** The entry of an id, the last one as in Python; null if there is none. */
    public @Nullable UvMetaEntry get(String id) {
        return byId.get(id);
    }

    /** What no entry could hold: fields that are not known, values of another kind. */
    public List<Oddity> oddities() {
        return oddities;
    }

    /**
     * As Python writes it with {@code indent=4}, keys of entries sorted, in UTF-8. A value that is null is left out, an index
     * stays in its form.
     */
    public byte[] toJson() {
        StringBuilder out = new StringBuilder(entries.size() * 128 + 2).append('{');
        String between = "\n";
        for (UvMetaEntry entry : entries) {
            out.append(between)
                    .append("    ")
                    .append(PythonJson.text(entry.id()))
                    .append(": {");
            int begin = out.length();
            field(out, AGE, entry.age() == null ? null : PythonJson.number(entry.age()));
            field(out, BEARD, entry.beard() == null ? null : PythonJson.number(entry.beard()));
            field(out, GENDER, entry.gender() == null ? null : Integer.toString(entry.gender()));
            field(
                    out,
                    INDEX,
                    switch (entry.index().form()) {
                        case ABSENT -> null;
                        case NULL -> "null";
                        case NUMBER -> entry.index().text();
                        case TEXT -> PythonJson.text(entry.index().text());
                    });
            if (out.length() > begin) {
                out.setLength(out.length() - 1); // the last comma
                out.append("\n    ");
            }
            out.append('}');
            between = ",\n";
        }
        return out.append(entries.isEmpty() ? "}" : "\n}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void field(StringBuilder out, String name, @Nullable String value) {
        if (value != null) {
            out.append("\n        \"").append(name).append("\": ").append(value).append(',');
        }
    }

    private static void require(Path file, JsonParser in, @Nullable JsonToken actual, JsonToken expected) {
        if (actual != expected) {
            throw corrupt(file, in, "meta file is no object of objects: expected=" + expected + ", actual=" + actual);
        }
    }

    private static CorruptDataException corrupt(Path file, JsonParser in, String reason) {
        return new CorruptDataException(
                file, Math.max(0, in.currentTokenLocation().getByteOffset()), reason);
    }

    /** Reads one entry. */
    private static final class EntryReader {
        private final String id;
        private final List<Oddity> oddities;
        private @Nullable Double age;
        private @Nullable Double beard;
        private @Nullable Integer gender;
        private FfhqIndex index = FfhqIndex.ABSENT;

        EntryReader(String id, List<Oddity> oddities) {
            this.id = id;
            this.oddities = oddities;
        }

        UvMetaEntry read(JsonParser in) throws IOException {
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case AGE -> age = real(in, name);
                    case BEARD -> beard = real(in, name);
                    case GENDER -> gender = whole(in, name);
                    case INDEX -> index = index(in);
                    default -> {
                        oddities.add(new Oddity(id, "field is not known: field=" + name));
                        in.skipChildren();
                    }
                }
            }
            return new UvMetaEntry(id, age, beard, gender, index);
        }

        private @Nullable Double real(JsonParser in, String name) throws IOException {
            if (in.currentToken().isNumeric()) {
                return in.getDoubleValue();
            }
            skip(in, name);
            return null;
        }

        private @Nullable Integer whole(JsonParser in, String name) throws IOException {
            if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getNumberType() == JsonParser.NumberType.INT) {
                return in.getIntValue();
            }
            skip(in, name);
            return null;
        }

        private FfhqIndex index(JsonParser in) throws IOException {
            return switch (in.currentToken()) {
                case VALUE_NULL -> FfhqIndex.NULL;
                case VALUE_NUMBER_INT -> new FfhqIndex(FfhqIndex.Form.NUMBER, in.getText());
                case VALUE_STRING -> new FfhqIndex(FfhqIndex.Form.TEXT, in.getText());
                default -> {
                    skip(in, INDEX);
                    yield FfhqIndex.ABSENT;
                }
            };
        }

        private void skip(JsonParser in, String name) throws IOException {
            oddities.add(new Oddity(id, "value is of another kind: field=" + name + ", kind=" + in.currentToken()));
            in.skipChildren();
        }
    }
}

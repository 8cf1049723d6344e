package io.cameo.convert.ffhquv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.table.Column;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What is known of a sample as one JSON object: the set, then every column that has a value. */
final class SampleJson {
    private static final JsonFactory JSON = new JsonFactory();

    private SampleJson() {}

    static byte[] of(SampleTable samples, UvSet set, int row) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("set", set.word());
            for (Column column : samples.table().columns()) {
                if (!column.isMissing(row)) {
                    json.writeFieldName(column.name());
                    switch (column.kind()) {
                        case NUMBER -> json.writeNumber(column.number(row));
                        case WHOLE -> json.writeNumber(column.whole(row));
                        case WORD -> json.writeString(Objects.requireNonNull(column.word(row)));
                    }
                }
            }
            json.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}

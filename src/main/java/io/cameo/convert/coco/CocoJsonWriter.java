package io.cameo.convert.coco;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.bytes.AtomicFile;
import io.cameo.dataset.coco.CocoCategory;
import io.cameo.dataset.coco.CocoImage;
import io.cameo.dataset.coco.CocoPerson;
import io.cameo.mask.Rle;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a COCO annotation file as samples come. Annotations go straight to the file; images and categories, which are
 * small, are kept and follow them. One thread at a time.
 */
final class CocoJsonWriter implements AutoCloseable {
    private static final double LARGEST_WHOLE = 1L << 53;

    private final AtomicFile file;
    private final JsonGenerator json;
    private final boolean hasIds;
    private final List<CocoImage> images = new ArrayList<>();
    private final Map<Long, CocoCategory> categories = new TreeMap<>();
    private long annotations;

    private CocoJsonWriter(AtomicFile file, JsonGenerator json, boolean hasIds) {
        this.file = file;
        this.json = json;
        this.hasIds = hasIds;
    }

    /**
     * Begins a file.
     *
     * @param hasIds whether annotations have ids; else they are numbered from 1
     */
    static CocoJsonWriter create(Path path, boolean hasIds) throws IOException {
        AtomicFile file = AtomicFile.create(path);
        try {
            JsonGenerator json = new JsonFactory().createGenerator(Channels.newOutputStream(file.channel()));
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeArrayFieldStart("annotations");
            return new CocoJsonWriter(file, json, hasIds);
        } catch (Throwable failure) {
            file.close();
            throw failure;
        }
    }

    void write(Decoded sample) throws IOException {
        images.add(sample.image());
        sample.categories().forEach(category -> categories.putIfAbsent(category.id(), category));
        for (Decoded.Entry entry : sample.entries()) {
            annotations++;
            write(sample.image().id(), entry.person(), entry.mask());
        }
    }

    private void write(long imageId, CocoPerson person, Rle mask) throws IOException {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeNumberField("id", hasIds ? person.id() : annotations);
        json.writeNumberField("image_id", imageId);
        json.writeNumberField("category_id", person.categoryId());
        json.writeNumberField("iscrowd", person.crowd() ? 1 : 0);
        json.writeFieldName("area");
        number(person.area());
        numbers("bbox", person.box());
        if (person.keypoints().length > 0) {
            int marked = PeopleCensus.marked(person.keypoints());
            // Where file and points disagreed the file counts, for it made the plane; saying nothing says that it did.
            if (person.crowd() || (marked == 0) == person.unannotated()) {
                json.writeNumberField("num_keypoints", marked);
            } else if (person.unannotated()) {
                json.writeNumberField("num_keypoints", 0);
            }
            numbers("keypoints", person.keypoints());
        }
        json.writeObjectFieldStart("segmentation");
        json.writeArrayFieldStart("size");
        json.writeNumber(mask.heightPx());
        json.writeNumber(mask.widthPx());
        json.writeEndArray();
        json.writeStringField("counts", mask.counts());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Writes what follows the annotations, brings the file to disk and gives it its name. */
    Path commit() throws IOException {
        json.writeEndArray();
        json.writeArrayFieldStart("images");
        for (CocoImage image : images) {
            json.writeRaw('\n');
            json.writeStartObject();
            json.writeNumberField("id", image.id());
            json.writeStringField("file_name", image.fileName());
            json.writeNumberField("height", image.heightPx());
            json.writeNumberField("width", image.widthPx());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("categories");
        for (CocoCategory category : categories.values()) {
            write(category);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
        file.commit();
        return file.target();
    }

    private void write(CocoCategory category) throws IOException {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeNumberField("id", category.id());
        json.writeStringField("name", category.name());
        if (!category.keypoints().isEmpty()) {
            json.writeArrayFieldStart("keypoints");
            for (String name : category.keypoints()) {
                json.writeString(name);
            }
            json.writeEndArray();
        }
        if (!category.skeleton().isEmpty()) {
            json.writeArrayFieldStart("skeleton");
            for (CocoCategory.Bone bone : category.skeleton()) {
                json.writeArray(new int[] {bone.from(), bone.to()}, 0, 2);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void numbers(String name, double[] values) throws IOException {
        json.writeArrayFieldStart(name);
        for (double value : values) {
            number(value);
        }
        json.writeEndArray();
    }

    /** Without a decimal point where there is nothing behind it, as COCO has its key points. */
    private void number(double value) throws IOException {
        if (value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    @Override
    public void close() throws IOException {
        // The generator holds no more than a buffer; what was not committed is thrown away with the file.
        file.close();
    }
}

package io.cameo.convert.coco;

import io.cameo.convert.ImageFile;
import io.cameo.convert.coco.CocoDecode.Form;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes annotations and image files, in the order of the samples, and counts. */
final class DecodeSink implements Sink<DecodeItems.Item, Decoded>, AutoCloseable {
    private static final int LOST_SHOWN = 20;

    private final SampleSource source;
    private final Path directory;
    private final Path images;
    private final boolean imageFiles;
    private final @Nullable CocoJsonWriter json;
    private final Set<Path> written = new HashSet<>();
    private final List<String> firstLost = new ArrayList<>();
    private long decoded;
    private long persons;
    private long crowds;
    private long masks;
    private long lost;

    DecodeSink(SampleSource source, Path directory, Set<Form> forms, boolean imageFiles) throws IOException {
        this.source = source;
        this.directory = directory;
        this.imageFiles = imageFiles;
        images = directory.resolve(CocoDecode.IMAGES_NAME);
        json = forms.contains(Form.JSON)
                ? CocoJsonWriter.create(directory.resolve(CocoDecode.JSON_NAME), source.hasAnnotationIds())
                : null;
    }

    @Override
    public void accept(long sequence, DecodeItems.Item item, Decoded sample) throws IOException {
        if (imageFiles) {
            String fault = writeImage(sample);
            if (fault != null) {
                lose(item.position(), fault);
            }
        }
        if (json != null) {
            json.write(sample);
        }
        decoded++;
        persons += sample.persons();
        crowds += sample.crowds();
        masks += sample.masks();
    }

    /** Writes it, unless its name would lead out of the folder or replace another's; then says why. */
    private @Nullable String writeImage(Decoded sample) throws IOException {
        String name = sample.image().fileName();
        Path target;
        try {
            target = ImageFile.resolve(images, name).normalize();
        } catch (RejectedItemException bad) {
            return bad.reason() + ": file_name=" + name;
        }
        if (!target.startsWith(images.normalize()) || target.equals(images.normalize())) {
            return "file name leads out of the folder: file_name=" + name;
        }
        if (!written.add(target)) {
            return "two images have this file name: file_name=" + name;
        }
        Files.createDirectories(target.resolveSibling(""));
        ImageFile.write(target, sample.file());
        return null;
    }

    @Override
    public void rejected(long sequence, DecodeItems.Item item, String reason) {
        lose(item.position(), reason);
    }

    private void lose(int position, String reason) {
        lost++;
        if (firstLost.size() < LOST_SHOWN) {
            firstLost.add(reason + ", image=" + source.idAt(position));
        }
    }

    CocoDecodeReport finish(Outcome outcome, SampleChoice chosen, long beginNanos) throws IOException {
        Path target = null;
        if (json != null && !outcome.cancelled()) {
            target = json.commit();
        }
        return new CocoDecodeReport(
                source.path(),
                directory,
                target,
                source.size(),
                decoded,
                persons,
                crowds,
                masks,
                written.size(),
                lost,
                firstLost,
                chosen.missing(),
                outcome.cancelled(),
                System.nanoTime() - beginNanos);
    }

    @Override
    public void close() throws IOException {
        if (json != null) {
            json.close();
        }
    }
}

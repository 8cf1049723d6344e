package io.cameo.convert.matting;

import io.cameo.dataset.matting.ClipPlace;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingNames;
import io.cameo.dataset.matting.MattingSplit;
import io.cameo.pipeline.RejectedItemException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Records of pictures, each under its number: what packing the files of {@link SynthOutput} would give. */
final class SynthBundles implements SynthTarget {
    private static final MattingSplit SPLIT = new MattingSplit(MattingLayout.IMAGE_TRAIN, "", "");

    private final SynthSettings settings;
    private final PictureCoder coder;
    private final SceneRecords records = new SceneRecords();

    SynthBundles(SynthSettings settings) {
        this.settings = settings;
        coder = new PictureCoder(settings.quality());
    }

    @Override
    public void write(
            int number, MemorySegment background, Painted picture, List<SceneBuilder.Person> people, RecordBatch batch)
            throws RejectedItemException {
        String stem = Integer.toString(number);
        boolean layers = settings.layers();
        List<MattingNames.Instance> instances = new ArrayList<>();
        for (int k = 0; k < people.size(); k++) {
            instances.add(new MattingNames.Instance(
                    Integer.toString(k),
                    SynthOutput.MATTES + "/" + stem + "/" + k + ".png",
                    null,
                    layers ? SynthOutput.ALONE + "/" + stem + "/" + k + ".jpg" : null));
        }
        MattingNames names = new MattingNames(
                SPLIT,
                stem,
                stem,
                SynthOutput.PICTURES + "/" + stem + ".jpg",
                instances,
                layers ? SynthOutput.PLACES + "/" + stem + ".jpg" : null);
        MemorySegment jpeg = SceneRecords.copy(coder.encode(picture));
        records.begin(names, new ClipPlace(number, number, 1, 0), picture.image(), jpeg, people);
        if (layers) {
            for (int k = 0; k < people.size(); k++) {
                records.foreground(k, coder.alone(people.get(k)));
            }
            records.background(background);
        }
        records.end(people.size(), number, batch.next());
    }

    @Override
    public void close() {
        records.close();
        coder.close();
    }
}

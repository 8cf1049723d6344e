package io.cameo.convert.matting;

import io.cameo.dataset.matting.ClipPlace;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingNames;
import io.cameo.dataset.matting.MattingSplit;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.pipeline.RejectedItemException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of the frames of videos: what packing the files of {@link VideoOutput} would give. Keys leave room for the longest
 * video, so that they are known before it is known which videos will be.
 */
final class VideoBundles implements VideoTarget {
    private static final MattingSplit SPLIT = new MattingSplit(MattingLayout.VIDEO, "", "");

    private final int mostFrames;
    private final int quality;
    private final ImageCodec codec = ImageCodec.create();
    private final SceneRecords records = new SceneRecords();
    private RecordBatch batch = new RecordBatch();
    private int number;
    private int frames;

    VideoBundles(int mostFrames, int quality) {
        this.mostFrames = mostFrames;
        this.quality = quality;
    }

    /** The key of a video's first frame. */
    static long firstKey(long number, int mostFrames) {
        return number * mostFrames;
    }

    @Override
    public void begin(int newNumber, int newFrames, RecordBatch into) {
        number = newNumber;
        frames = newFrames;
        batch = into;
        batch.clear();
    }

    @Override
    public void write(int frame, Image picture, List<SceneBuilder.Person> people) throws RejectedItemException {
        String video = VideoOutput.name(number);
        String stem = VideoOutput.name(frame);
        List<MattingNames.Instance> instances = new ArrayList<>();
        for (int k = 0; k < people.size(); k++) {
            String alpha = VideoOutput.MATTES + "/" + video + "/" + stem + "/" + VideoOutput.matte(k);
            instances.add(new MattingNames.Instance(VideoOutput.id(k), alpha, null, null));
        }
        MattingNames names = new MattingNames(
                SPLIT, video, stem, VideoOutput.FRAMES + "/" + video + "/" + stem + ".jpg", instances, null);
        ClipPlace place = new ClipPlace(number, firstKey(number, mostFrames), frames, frame);
        MemorySegment jpeg = SceneRecords.copy(codec.encode(picture, Encoding.JPEG, quality));
        records.begin(names, place, picture, jpeg, people);
        records.end(people.size(), place.key(), batch.next());
    }

    @Override
    public void keep() {
        // the batch has it
    }

    @Override
    public void drop() {
        batch.clear();
    }

    @Override
    public void close() {
        records.close();
        codec.close();
    }
}

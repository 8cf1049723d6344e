package io.cameo.face;

import static io.cameo.face.Candidates.POINTS;
import static io.cameo.face.Candidates.SCORE;
import static io.cameo.face.Candidates.X1;
import static io.cameo.face.Candidates.X2;
import static io.cameo.face.Candidates.Y1;
import static io.cameo.face.Candidates.Y2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * The cascade of Zhang et al. (2016) on the weights that its authors published: the first network proposes windows over
 * a pyramid of the image, the second and the third judge and move them, the third finds five points, and a fourth may
 * place them anew. Results are those of the program that the {@link MtcnnProfile} names, up to rounding in the last digits
 * of float32; box coordinates are given as that program gives them.
 *
 * <p>One faulty habit is not copied: where exactly one cell of a scale passes, facenet's {@code detect_face.py} reads
 * its offsets from the mirrored column. And where the originals fail (a box wholly outside the image), the box is left out.
 *
 * <p>One thread at a time. The networks and their buffers take some tens of MB, whatever the size of the image, and the
 * first network's scaled copies about the bytes of the image once more.
 */
public final class MtcnnDetector extends BgrDetector {
    private static final double OVERLAP = 0.7;
    private static final int REFINED_AT_ONCE = 64;
    private static final int JUDGED_AT_ONCE = 16;

    private final MtcnnProfile profile;
    private final MtcnnGeometry geometry;
    private final Sampler sampler = new Sampler();
    private final Suppression suppression = new Suppression();
    private final Candidates boxes = new Candidates();
    private final ProposalStage proposals;
    private final WindowStage refinement;
    private final WindowStage output;
    private final @Nullable LandmarkStage landmarks;
    private Survivors survivors = new Survivors(0, 0, 0);

    /** How many boxes of the last image were left after each of the three networks. */
    record Survivors(int proposed, int refined, int found) {}

    private MtcnnDetector(MtcnnProfile profile, CaffeNet p, CaffeNet r, CaffeNet o, @Nullable CaffeNet l) {
        this.profile = profile;
        geometry = new MtcnnGeometry(profile.dialect());
        proposals = new ProposalStage(p, profile, geometry, sampler);
        refinement =
                new WindowStage(r, geometry, sampler, new Batch(REFINED_AT_ONCE, 3, 24), profile.rThreshold(), false);
        output = new WindowStage(o, geometry, sampler, new Batch(JUDGED_AT_ONCE, 3, 48), profile.oThreshold(), true);
        landmarks = l == null ? null : new LandmarkStage(l, sampler, new Batch(JUDGED_AT_ONCE, 15, 24));
    }

    /**
     * Loads {@code det1.caffemodel} to {@code det3.caffemodel}, and {@code det4.caffemodel} if the profile asks for
     * accurate landmarks. No prototxt is needed.
     *
     * @throws MissingModelException if one of them is not there
     * @throws io.cameo.bytes.CorruptDataException if one of them is not the file that was published
     * @throws IOException if one of them cannot be read
     * @throws IllegalStateException if OpenCV cannot be loaded
     */
    public static MtcnnDetector open(DetectorModels models, MtcnnProfile profile) throws IOException {
        List<DetectorModels.Model> weights = new ArrayList<>();
        weights.add(models.read(ModelFile.DET1));
        weights.add(models.read(ModelFile.DET2));
        weights.add(models.read(ModelFile.DET3));
        if (profile.accurateLandmarks()) {
            weights.add(models.read(ModelFile.DET4));
        }
        OpenCvFaces.require();
        List<CaffeNet> nets = new ArrayList<>();
        try {
            nets.add(new CaffeNet(MtcnnArchitecture.proposal(), weights.get(0)));
            nets.add(new CaffeNet(MtcnnArchitecture.refinement(), weights.get(1)));
            nets.add(new CaffeNet(MtcnnArchitecture.output(), weights.get(2)));
            if (profile.accurateLandmarks()) {
                nets.add(new CaffeNet(MtcnnArchitecture.landmarks(), weights.get(3)));
            }
        } catch (RuntimeException failure) {
            nets.forEach(CaffeNet::close);
            throw failure;
        }
        return new MtcnnDetector(profile, nets.get(0), nets.get(1), nets.get(2), nets.size() > 3 ? nets.get(3) : null);
    }

    /** What it was opened with. */
    public MtcnnProfile profile() {
        return profile;
    }

    @Override
    public String name() {
        return DetectorKind.MTCNN.text();
    }

    @Override
    List<Face> search(Mat bgr) {
        sampler.look(bgr);
        try {
            return cascade(bgr, bgr.cols(), bgr.rows());
        } finally {
            sampler.release();
        }
    }

    private List<Face> cascade(Mat bgr, int widthPx, int heightPx) {
        proposals.propose(bgr, boxes);
        int proposed = boxes.count();

        refinement.judge(boxes, widthPx, heightPx);
        geometry.suppress(suppression, boxes, OVERLAP);
        geometry.calibrate(boxes);
        geometry.square(boxes);
        int refined = boxes.count();

        output.judge(boxes, widthPx, heightPx);
        placePoints();
        geometry.calibrate(boxes);
        suppression.apply(boxes, OVERLAP, Suppression.Measure.MIN, 1, false);
        survivors = new Survivors(proposed, refined, boxes.count());

        if (landmarks != null && boxes.count() > 0) {
            landmarks.move(boxes);
        }
        return faces();
    }

    /** From parts of the box to pixels; before the box itself is moved. The originals keep points as float32. */
    private void placePoints() {
        for (int i = 0; i < boxes.count(); i++) {
            double left = boxes.get(i, X1);
            double top = boxes.get(i, Y1);
            double width = boxes.get(i, X2) - left + 1;
            double height = boxes.get(i, Y2) - top + 1;
            for (int point = POINTS; point < POINTS + 5; point++) {
                double x = left + width * boxes.get(i, point) - geometry.firstPixel();
                double y = top + height * boxes.get(i, point + 5) - geometry.firstPixel();
                boxes.set(i, point, (float) x);
                boxes.set(i, point + 5, (float) y);
            }
        }
    }

    private List<Face> faces() {
        List<Face> faces = new ArrayList<>(boxes.count());
        for (int i = 0; i < boxes.count(); i++) {
            FaceBox box = new FaceBox(boxes.get(i, X1), boxes.get(i, Y1), boxes.get(i, X2), boxes.get(i, Y2));
            Landmarks5 points = Landmarks5.ofColumns(boxes.points(i));
            faces.add(new Face(box, boxes.get(i, SCORE), points, LandmarkKind.SEEN));
        }
        return List.copyOf(faces);
    }

    /** How the last image went through the cascade. */
    Survivors survivors() {
        return survivors;
    }

    /** The pyramid of the last image. */
    List<ProposalStage.Step> steps() {
        return proposals.steps();
    }

    @Override
    void free() {
        proposals.close();
        refinement.close();
        output.close();
        if (landmarks != null) {
            landmarks.close();
        }
    }
}

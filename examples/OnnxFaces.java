package io.cameo.examples;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cameo.loader.Batch;
import io.cameo.loader.Loader;
import io.cameo.loader.SampleFormat;
import io.cameo.loader.SampleReader;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorType;
import io.cameo.loader.onnx.BatchTensor;
import io.cameo.loader.onnx.SampleTensor;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Runs a model of ONNX Runtime over aligned faces: over all of a file in batches, then over one face by its key, as a service
 * would. The model takes float32 {@code [n, 3, height, width]}, RGB, {@code (pixel - 127.5) / 127.5}, as those of InsightFace do;
 * its first output is the embedding.
 *
 * <pre>mvn -q test-compile exec:exec@example -Dexample=OnnxFaces -Dexample.args="MODEL.onnx FILE.rec"</pre>
 */
public final class OnnxFaces {
    private static final int ROWS = 32;

    private OnnxFaces() {}

    public static void main(String[] args) throws IOException, OrtException {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: OnnxFaces MODEL.onnx FILE.rec");
        }
        run(Path.of(args[0]), Path.of(args[1]), System.out);
    }

    static void run(Path model, Path rec, PrintStream out) throws IOException, OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.toString());
                Loader loader = Loader.of(rec)
                        .normalize(127.5f, 127.5f)
                        .batch(ROWS, TensorLayout.NCHW, TensorType.FLOAT32)
                        .open()) {
            String input = session.getInputNames().iterator().next();
            long begin = System.nanoTime();
            long faces = 0;
            for (Batch batch : loader.epoch(0)) {
                // The tensor is the batch's own memory: close it before the next batch is drawn.
                try (BatchTensor images = BatchTensor.of(environment, batch, batch.samples());
                        OrtSession.Result result = images.run(session, input)) {
                    FloatBuffer embeddings = ((OnnxTensor) result.get(0)).getFloatBuffer();
                    int size = embeddings.remaining() / batch.samples();
                    for (int row = 0; row < batch.samples() && faces + row < 5; row++) {
                        out.printf(
                                Locale.ROOT,
                                "key %d  label %.0f  %d numbers, norm %.4f%n",
                                batch.key(row),
                                batch.label(row),
                                size,
                                norm(embeddings, row * size, size));
                    }
                }
                faces += batch.samples();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            out.printf(Locale.ROOT, "%,d faces in %.2f s: %,.0f faces/s%n", faces, seconds, faces / seconds);
            single(environment, session, loader, rec, out);
        }
    }

    private static void single(OrtEnvironment environment, OrtSession session, Loader loader, Path rec, PrintStream out)
            throws IOException, OrtException {
        SampleFormat format =
                SampleFormat.face(loader.spec().widthPx(), loader.spec().heightPx());
        String input = session.getInputNames().iterator().next();
        try (RecordFile file = RecordFile.open(rec)) {
            SampleReader reader = SampleReader.of(file, format);
            int last = file.size() - 1;
            // One of these for every thread of a service.
            try (SampleTensor face = SampleTensor.of(environment, reader);
                    OrtSession.Result result = session.run(Map.of(input, face.readAt(last)))) {
                FloatBuffer embedding = ((OnnxTensor) result.get(0)).getFloatBuffer();
                out.printf(
                        Locale.ROOT,
                        "last record: key %s  norm %.4f%n",
                        face.record().keyText(),
                        norm(embedding, 0, embedding.remaining()));
            }
        }
    }

    private static double norm(FloatBuffer numbers, int begin, int size) {
        double squares = 0;
        for (int i = begin; i < begin + size; i++) {
            squares += (double) numbers.get(i) * numbers.get(i);
        }
        return Math.sqrt(squares);
    }
}

package io.cameo.loader;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that loads a record file and says the sums of its batches, then what happens to somebody who uses an adapter without
 * its library.
 */
final class LoaderAlone {
    private LoaderAlone() {}

    public static void main(String[] args) throws IOException {
        try (Loader loader = Loader.of(Path.of(args[0])).shuffle(5).batch(4).open()) {
            System.out.println(sums(loader));
        }
        for (String adapter : new String[] {"io.cameo.loader.onnx.BatchTensor", "io.cameo.loader.djl.RecordDataset"}) {
            try {
                Class<?> type = Class.forName(adapter);
                System.out.println(adapter + " has " + type.getDeclaredMethods().length + " methods");
            } catch (ClassNotFoundException | NoClassDefFoundError missing) {
                System.out.println(missing.getMessage());
            }
        }
    }

    static String sums(Loader loader) {
        StringBuilder text = new StringBuilder();
        for (Batch batch : loader.epoch(1)) {
            text.append(Long.toHexString(MadeRecords.sum(batch))).append(' ');
        }
        return text.toString();
    }
}

package io.cameo.oracle;

import io.cameo.loader.mxnet.MxNetLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * Unpacks libmxnet and the libraries that it came with into one folder below {@code target/} and links it.
 *
 * <p>The folder must stay off {@code LD_LIBRARY_PATH}: libmxnet finds its neighbours by its own run path, and other
 * programs would find an OpenBLAS there that breaks them. Nothing is ever unlinked: MXNet's threads live as long as the
 * process.
 */
final class UnpackedMxNet {
    private static final String RESOURCES = "native/lib/";
    private static final String LIST = "mxnet.properties";
    private static final String MAIN_LIBRARY = "libmxnet.so";

    private UnpackedMxNet() {}

    /** Where everything of this profile lies: a folder that {@code mvn clean} removes. */
    static Path folder() {
        return Path.of(System.getProperty("cameo.home", "."), "target", "oracle");
    }

    /**
     * Links the library, for the life of the process.
     *
     * @throws IllegalStateException if it is not on the class path
     * @throws IllegalArgumentException if this machine cannot link it
     */
    static MxNetLibrary link() {
        try {
            return MxNetLibrary.load(unpack(folder().resolve("libmxnet")).resolve(MAIN_LIBRARY));
        } catch (IOException failure) {
            throw new UncheckedIOException("libmxnet cannot be unpacked: folder=" + folder(), failure);
        }
    }

    private static Path unpack(Path target) throws IOException {
        Properties list = new Properties();
        try (InputStream in = resource(LIST)) {
            list.load(in);
        }
        Files.createDirectories(target);
        for (String library : list.getProperty("libraries", "").split(",", -1)) {
            unpack(library.strip(), target);
        }
        if (!Files.isRegularFile(target.resolve(MAIN_LIBRARY))) {
            throw new IllegalStateException("jar of MXNet does not list its library: list=" + list);
        }
        return target;
    }

    /** A library is moved to its name when it is whole, so that a run that was stopped leaves no half of one. */
    private static void unpack(String library, Path target) throws IOException {
        Path file = target.resolve(library);
        if (Files.exists(file)) {
            return;
        }
        Path part = Files.createTempFile(target, library, ".part");
        try (InputStream in = resource(library)) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static InputStream resource(String name) {
        InputStream in = UnpackedMxNet.class.getClassLoader().getResourceAsStream(RESOURCES + name);
        if (in == null) {
            throw new IllegalStateException("libmxnet is not on the class path: missing=" + RESOURCES + name
                    + "; the profile oracle brings it: mvn verify -Poracle");
        }
        return in;
    }
}

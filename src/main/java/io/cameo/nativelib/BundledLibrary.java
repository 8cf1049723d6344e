package io.cameo.nativelib;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A library of our own that lies on the class path, one for each platform, with its SHA-256 beside it. It is laid once into
 * a folder of the user, whose name is that sum, and loaded from there; a file there that is not what it should be is
 * replaced.
 */
public final class BundledLibrary {
    /** Where libraries are laid, instead of {@code $XDG_CACHE_HOME/cameo} or {@code ~/.cache/cameo}. */
    public static final String CACHE_PROPERTY = "cameo.native.cache";

    private static final String ROOT = "/META-INF/native/";
    private static final int SUM_CHARACTERS = 64;

    private final String name;
    private final String resource;
    private final Path cache;

    private BundledLibrary(String name, String resource, Path cache) {
        this.name = name;
        this.resource = resource;
        this.cache = cache;
    }

    /**
     * Loads a library that was built with this class.
     *
     * @param name without what the platform puts around it: {@code cameo_host}
     * @throws IllegalStateException if it is not there or cannot be used; the text says why and what to do
     */
    public static NativeLibrary load(String name) {
        String file = System.mapLibraryName(name);
        return new BundledLibrary(name, ROOT + platform() + "/" + file, cacheFolder(System.getenv())).layAndLoad(file);
    }

    /** As the build names platforms: {@code linux-x86_64}. */
    static String platform() {
        return platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static String platform(String system, String machine) {
        String lower = system.toLowerCase(Locale.ROOT);
        String os = lower.startsWith("mac") ? "macosx" : lower.startsWith("windows") ? "windows" : lower;
        String architecture = switch (machine) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm64";
            default -> machine;
        };
        return os + "-" + architecture;
    }

    static Path cacheFolder(Map<String, String> environment) {
        String named = System.getProperty(CACHE_PROPERTY, "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        String base = environment.getOrDefault("XDG_CACHE_HOME", "");
        return base.isEmpty()
                ? Path.of(System.getProperty("user.home", "."), ".cache", "cameo")
                : Path.of(base, "cameo");
    }

    private NativeLibrary layAndLoad(String file) {
        Optional<byte[]> content = resource(resource);
        Optional<byte[]> stated = resource(resource + ".sha256");
        if (content.isEmpty() || stated.isEmpty()) {
            throw new IllegalStateException("this build has no " + name + " for " + platform()
                    + ": build on a machine with cmake and a C++ compiler, and nvcc for the GPU");
        }
        String sum = new String(stated.get(), StandardCharsets.US_ASCII).strip();
        if (sum.length() != SUM_CHARACTERS || !sum(content.get()).equals(sum)) {
            throw new IllegalStateException("library does not match its checksum: resource=" + resource + ", expected="
                    + sum + ", actual=" + sum(content.get()) + "; build again");
        }
        Path laid = lay(content.get(), cache.resolve(sum), file);
        return NativeLibrary.find(List.of(laid.toString()))
                .orElseThrow(() -> new IllegalStateException("library cannot be loaded: file=" + laid
                        + "; its folder may forbid programs (noexec): name another with -D" + CACHE_PROPERTY));
    }

    /** Lays the content into the folder unless it is there, for processes that do so at the same time, too. */
    static Path lay(byte[] content, Path folder, String file) {
        Path target = folder.resolve(file).toAbsolutePath();
        try {
            if (Files.isRegularFile(target) && sum(Files.readAllBytes(target)).equals(sum(content))) {
                return target;
            }
            Files.createDirectories(folder);
            Path beside = Files.createTempFile(folder, file, ".part");
            try {
                Files.write(beside, content);
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
            return target;
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "library cannot be laid into the cache: folder=" + folder + "; name another with -D"
                            + CACHE_PROPERTY,
                    failure);
        }
    }

    private static Optional<byte[]> resource(String path) {
        try (InputStream in = BundledLibrary.class.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException failure) {
            throw new IllegalStateException("library cannot be read from the class path: resource=" + path, failure);
        }
    }

    static String sum(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}

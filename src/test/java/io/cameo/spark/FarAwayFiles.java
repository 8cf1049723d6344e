package io.cameo.spark;

import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A Hadoop file system that is not this machine's, as far as anybody can see: {@code faraway:/path}. */
public final class FarAwayFiles extends RawLocalFileSystem {
    static final String SCHEME = "faraway";
    static final String SETTING = "fs." + SCHEME + ".impl";

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    static String location(Path file) {
        return SCHEME + ":" + file.toAbsolutePath().normalize();
    }
}

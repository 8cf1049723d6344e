package io.cameo.loader.rates;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Says which bytes were measured: SHA-256 of a file, or of the first gibibyte of a larger one.
 *
 * @param sha256 in hexadecimal digits
 * @param bytes that it is of, from the beginning of the file
 */
public record FileHash(String sha256, long bytes) {
    private static final long MOST_BYTES = 1L << 30;
    private static final int PIECE_BYTES = 1 << 16;

    static FileHash of(Path file) throws IOException {
        return of(file, MOST_BYTES);
    }

    static FileHash of(Path file, long mostBytes) throws IOException {
        MessageDigest digest = digest();
        byte[] piece = new byte[PIECE_BYTES];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            while (bytes < mostBytes) {
                int length = in.read(piece, 0, (int) Math.min(piece.length, mostBytes - bytes));
                if (length < 0) {
                    break;
                }
                digest.update(piece, 0, length);
                bytes += length;
            }
        }
        return new FileHash(HexFormat.of().formatHex(digest.digest()), bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}

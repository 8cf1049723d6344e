package io.cameo.loader;

import io.cameo.bytes.Checksum;
import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/**
 * How far a run has come: a token of {@value #BYTES} bytes from which {@link Loader#resume} goes on exactly there.
 *
 * <p>It holds no sample numbers: the order is computed, so the epoch and the number of units done say everything. Tokens
 * that all ranks of a world take behind the same batch are equal, and a run may go on with another world, other workers or
 * another batch size; what is left of the epoch is then dealt out anew, nothing twice and nothing lost.
 *
 * <pre>
 *    0  u32  "CMP" and the version, 1
 *    4  u32  CRC32C of bytes 8 to 39
 *    8  u64  epoch
 *   16  u64  units done in this epoch, of all ranks together; a unit is a sample, or P x K of them
 *   24  u64  fingerprint of the data
 *   32  u64  hash of the settings that decide which samples come and what they look like
 * </pre>
 *
 * All little-endian.
 *
 * @param epoch from 0
 * @param unitsDone of all ranks together
 * @param dataFingerprint of the record files and of what was chosen from them
 * @param settingsHash of everything that decides order and content
 */
public record Position(long epoch, long unitsDone, long dataFingerprint, long settingsHash) {
    /** Length of a token. */
    public static final int BYTES = 40;

    private static final int MAGIC = 'C' | 'M' << 8 | 'P' << 16 | 1 << 24;
    private static final int CRC_OFFSET = 4;
    private static final int EPOCH_OFFSET = 8;
    private static final int UNITS_OFFSET = 16;
    private static final int DATA_OFFSET = 24;
    private static final int SETTINGS_OFFSET = 32;

    /**
     * @throws IllegalArgumentException if epoch or units are negative
     */
    public Position {
        if (epoch < 0 || unitsDone < 0) {
            throw new IllegalArgumentException("position is negative: epoch=" + epoch + ", units=" + unitsDone);
        }
    }

    /**
     * Refuses to go on where this leads elsewhere; for loaders.
     *
     * @param files whose fingerprint it should be, for the message
     * @param settings that have the hash, in words
     * @throws IllegalArgumentException if the position is of other data or other settings
     */
    public void requireOf(long fingerprint, List<Path> files, long hash, String settings) {
        if (dataFingerprint != fingerprint) {
            throw new IllegalArgumentException("position is of other data: expected=0x" + Long.toHexString(fingerprint)
                    + ", actual=0x" + Long.toHexString(dataFingerprint) + ", files=" + files);
        }
        if (settingsHash != hash) {
            throw new IllegalArgumentException("position is of other settings: expected=0x" + Long.toHexString(hash)
                    + ", actual=0x" + Long.toHexString(settingsHash) + ", " + settings);
        }
    }

    /** The token. */
    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        MemorySegment token = MemorySegment.ofArray(bytes);
        token.set(LittleEndian.INT, 0, MAGIC);
        token.set(LittleEndian.LONG, EPOCH_OFFSET, epoch);
        token.set(LittleEndian.LONG, UNITS_OFFSET, unitsDone);
        token.set(LittleEndian.LONG, DATA_OFFSET, dataFingerprint);
        token.set(LittleEndian.LONG, SETTINGS_OFFSET, settingsHash);
        token.set(LittleEndian.INT, CRC_OFFSET, Checksum.crc32c(token.asSlice(EPOCH_OFFSET)));
        return bytes;
    }

    /**
     * Reads a token.
     *
     * @throws IllegalArgumentException if it is none, is damaged, or is of a version that is not known
     */
    public static Position ofBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "position has another length: expected=" + BYTES + ", actual=" + bytes.length);
        }
        MemorySegment token = MemorySegment.ofArray(bytes);
        int magic = token.get(LittleEndian.INT, 0);
        if ((magic & 0xffffff) != (MAGIC & 0xffffff)) {
            throw new IllegalArgumentException("not a position: magic=0x" + Integer.toHexString(magic));
        }
        if (magic != MAGIC) {
            throw new IllegalArgumentException(
                    "version of the position is not known: expected=" + (MAGIC >>> 24) + ", actual=" + (magic >>> 24));
        }
        if (Checksum.crc32c(token.asSlice(EPOCH_OFFSET)) != token.get(LittleEndian.INT, CRC_OFFSET)) {
            throw new IllegalArgumentException("position is damaged: its checksum does not fit");
        }
        return new Position(
                token.get(LittleEndian.LONG, EPOCH_OFFSET),
                token.get(LittleEndian.LONG, UNITS_OFFSET),
                token.get(LittleEndian.LONG, DATA_OFFSET),
                token.get(LittleEndian.LONG, SETTINGS_OFFSET));
    }
}

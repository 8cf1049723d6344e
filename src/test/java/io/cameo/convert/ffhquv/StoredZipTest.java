package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.numpy.NpyFile;
import io.cameo.numpy.NpyWriter;
import io.cameo.numpy.NpzFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Read by Java's own reader. */
class StoredZipTest {
    @TempDir
    Path temp;

    @Test
    void moreEntriesThanTheOldDirectoryCounts() throws IOException {
        Path file = temp.resolve("many.zip");
        int count = 70_000;
        try (StoredZip zip = StoredZip.create(file)) {
            for (int i = 0; i < count; i++) {
                zip.add("a/" + i, ByteBuffer.allocate(4).putInt(i).array());
            }
            assertThat(file).doesNotExist();
            zip.finish();
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isEqualTo(count);
            ZipEntry last = zip.getEntry("a/" + (count - 1));
            assertThat(last.getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(zip.getInputStream(last).readAllBytes())
                    .containsExactly(ByteBuffer.allocate(4).putInt(count - 1).array());
        }
    }

    @Test
    void anEntryInPiecesAndOneWhoseBeginningBecomesKnownLater() throws IOException {
        Path file = temp.resolve("a.npz");
        byte[] row = new byte[3_000_000];
        row[7] = 9;
        try (StoredZip zip = StoredZip.create(file)) {
            zip.begin("rows.npy");
            zip.write(NpyWriter.head("|u1", 5, row.length));
            zip.write(row);
            zip.write(row);
            zip.endWith(NpyWriter.head("|u1", 2, row.length));
            zip.begin("few.npy");
            zip.write(NpyWriter.head("|u1", 3));
            zip.write(new byte[] {1, 2, 3});
            zip.end();
            zip.finish();
        }
        try (NpzFile npz = NpzFile.open(file)) { // looks at checksums
            assertThat(npz.names()).containsExactly("rows", "few");
            NpyFile rows = npz.array("rows");
            assertThat(rows.shape()).containsExactly(2, row.length);
            assertThat(rows.longAt(1, 7)).isEqualTo(9);
            assertThat(npz.array("few").longAt(2, 0)).isEqualTo(3);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            CRC32 sum = new CRC32();
            sum.update(zip.getInputStream(zip.getEntry("few.npy")).readAllBytes());
            assertThat(zip.getEntry("few.npy").getCrc()).isEqualTo(sum.getValue());
        }
    }

    @Test
    void nothingIsLeftOfOneThatIsNotFinished() throws IOException {
        Path file = temp.resolve("a.zip");
        try (StoredZip zip = StoredZip.create(file)) {
            zip.add("a", new byte[10]);
        }
        try (var left = Files.list(temp)) {
            assertThat(left).isEmpty();
        }
    }
}

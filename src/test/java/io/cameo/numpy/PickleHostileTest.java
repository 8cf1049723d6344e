package io.cameo.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PickleHostileTest {
    private static final Path NOWHERE = Path.of("nowhere.bin");

    @Test
    void refusesEverythingThatIsNotASet() throws IOException {
        Map<String, byte[]> pickles = Golden.pickles("refused.tsv");
        assertThat(pickles).hasSize(139);
        pickles.forEach((name, bytes) -> assertThatThrownBy(() -> read(bytes))
                .as(name)
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("file=nowhere.bin, offset="));
    }

    @Test
    void saysWhichNameWasAskedFor() throws IOException {
        for (int protocol = 0; protocol < 6; protocol++) {
            refuses(Golden.pickle("refused.tsv", "system_p" + protocol), "name=posix.system");
            refuses(
                    Golden.pickle("refused.tsv", "eval_p" + protocol),
                    protocol < 3 ? "name=__builtin__.eval" : "name=builtins.eval");
            refuses(Golden.pickle("refused.tsv", "inside_p" + protocol), "name=posix.system");
        }
        refuses(Golden.pickle("refused.tsv", "inst"), "name=os.system");
        refuses(Golden.pickle("refused.tsv", "big_endian_p4"), "array is big-endian");
        refuses(Golden.pickle("refused.tsv", "dict_p2"), "opcode=0x7d (EMPTY_DICT)");
        refuses(Golden.pickle("refused.tsv", "memo_of_list"), "pickle uses a list twice: number=0");
        refuses(
                "cos\nsystem\n(S'x'\ntR.".getBytes(StandardCharsets.ISO_8859_1),
                "name=os.system: file=nowhere.bin, offset=0");
    }

    @Test
    void messagesHoldNoControlCharacters() {
        byte[] bytes = "cos\u001b[31m\nsys\u0007tem\n.".getBytes(StandardCharsets.ISO_8859_1);
        refuses(bytes, "name=os?[31m.sys?tem");
    }

    /** Shares are cheap to write: 5 bytes for another copy of a megabyte. Counting them must not copy it. */
    @Test
    void sharedTextsAreNotDecodedAgainAndAgain() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("](c_codecs\nencode\nq\u0000".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes("X\u0000\u0000\u0010\u0000".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(new byte[1 << 20]);
        out.writeBytes(
                "q\u0002X\u0006\u0000\u0000\u0000latin1q\u0003\u0086q\u0004R".getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < 50_000; i++) {
            out.writeBytes("h\u0000h\u0004R".getBytes(StandardCharsets.ISO_8859_1));
        }
        out.writeBytes("e.".getBytes(StandardCharsets.ISO_8859_1));
        PickleSequence list = (PickleSequence) read(out.toByteArray()).value();
        assertThat(list.size()).isEqualTo(50_001);
        assertThat(((PickleBytes) list.get(50_000)).sizeBytes()).isEqualTo(1 << 20);
    }

    @Test
    void shapesOfManyDimensionsAreRefused() {
        String array = "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\u0000tU\u0001btR(K\u0001("
                + "K\u0001".repeat(65)
                + "tcnumpy\ndtype\n(U\u0002u1K\u0000K\u0001tR\u0089U\u0001atb.";
        refuses(array.getBytes(StandardCharsets.ISO_8859_1), "array in pickle has too many dimensions: dimensions=65");
        Pickle.read(
                NOWHERE,
                MemorySegment.ofArray(array.replace("K\u0001".repeat(65), "K\u0001".repeat(64))
                        .getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void manyValuesInFewBytesAreRefused() {
        for (String opcode : new String[] {"]", "N", "(", "U\u0000", "J\u0000\u0001\u0000\u0000"}) {
            byte[] bytes = opcode.repeat(2_000_000).getBytes(StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> read(bytes)).isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void randomBytesAreReadOrRefused() {
        String opcodes = "NKMJI(t)]laeqrphjgcRbUTBXVSC.\n0\u0080\u0085\u0086\u0087\u0088\u0089\u008a\u0093\u0094\u0095";
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte)
                        (random.nextInt(4) == 0 ? random.nextInt(6) : opcodes.charAt(random.nextInt(opcodes.length())));
            }
            try {
                read(bytes);
            } catch (CorruptDataException expected) {
                assertThat(expected.offsetBytes()).as("seed %d", seed).isBetween(0L, (long) bytes.length);
            }
        }
    }

    private static void refuses(byte[] bytes, String reason) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(reason);
    }

    private static Pickle read(byte[] bytes) {
        return Pickle.read(NOWHERE, MemorySegment.ofArray(bytes));
    }
}

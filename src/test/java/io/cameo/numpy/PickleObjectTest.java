package io.cameo.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PickleObjectTest {
    private static final Path NOWHERE = Path.of("nowhere.pkl");
    private static final PickleVocabulary SHAPES = PickleVocabulary.objects(Map.of("shapes", Set.of("Box", "Colour")))
            .withReferences()
            .withMembers();

    @Test
    void readsDictionariesAndFloats() {
        PickleMap map = (PickleMap) read("}(X\1\0\0\0aG?\u00f8\0\0\0\0\0\0X\2\0\0\0\u00c3\u00a9K\7u.");
        assertThat(map.size()).isEqualTo(2);
        assertThat(map.get("a")).isEqualTo(new PickleValue.Real(1.5));
        assertThat(map.get("\u00e9")).isEqualTo(new PickleValue.Whole(7));
        assertThat(map.get("b")).isNull();
        assertThat(((PickleText) map.key(1)).text()).isEqualTo("\u00e9");
        // The last of a key counts, as in Python.
        assertThat(((PickleMap) read("}X\1\0\0\0aK\1sX\1\0\0\0aK\2s.")).get("a"))
                .isEqualTo(new PickleValue.Whole(2));
        assertThat(((PickleMap) read("ccollections\nOrderedDict\n)RX\1\0\0\0aK\1s.")).size())
                .isEqualTo(1);
    }

    @Test
    void makesNothingOfObjects() {
        PickleObject box = (PickleObject) read("cshapes\nBox\nK\3\u0085\u0081}X\1\0\0\0aNsb.");
        assertThat(box.made()).isEqualTo(new PickleGlobal("shapes", "Box")).hasToString("shapes.Box");
        assertThat(box.arguments().get(0)).isEqualTo(new PickleValue.Whole(3));
        assertThat(((PickleMap) Objects.requireNonNull(box.state())).get("a")).isEqualTo(PickleValue.Nothing.NONE);
        PickleObject called = (PickleObject) read("cshapes\nBox\n)R.");
        assertThat(called.state()).isNull();
        PickleObject member = (PickleObject) read("cbuiltins\ngetattr\n(cshapes\nColour\nX\3\0\0\0redtR.");
        assertThat(member.made().name()).isEqualTo("Colour");
        assertThat(((PickleText) member.arguments().get(0)).is("red")).isTrue();
        assertThat(((PickleReference) read("K\5Q.")).id()).isEqualTo(new PickleValue.Whole(5));
        assertThat(read("cshapes\nBox\n.")).isEqualTo(new PickleGlobal("shapes", "Box"));
    }

    /** What one caller allows, another still refuses. */
    @Test
    void everyVocabularyHasItsOwn() {
        for (String pickle : List.of("}.", "G\0\0\0\0\0\0\0\0.", "cshapes\nBox\n)R.", "K\1Q.")) {
            read(pickle);
            assertThatThrownBy(() -> Pickle.read(NOWHERE, segment(pickle)))
                    .as(pickle)
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("not allowed");
        }
        PickleVocabulary plain = PickleVocabulary.objects(Map.of());
        assertThatThrownBy(() -> Pickle.read(NOWHERE, segment("K\1Q."), 100, plain))
                .hasMessage("pickle instruction is not allowed: opcode=0x51 (BINPERSID): file=nowhere.pkl, offset=102");
        assertThatThrownBy(() -> Pickle.read(NOWHERE, segment("cbuiltins\ngetattr\n."), 7, plain))
                .hasMessage("pickle names something that is not allowed: name=builtins.getattr: file=nowhere.pkl,"
                        + " offset=7");
        assertThatThrownBy(() -> Pickle.read(NOWHERE, segment("ccollections\nOrderedDict\n)R.")))
                .hasMessageContaining("name=collections.OrderedDict");
    }

    @Test
    void nothingComesToHoldItself() {
        refuses("}q\0X\1\0\0\0ah\0s.", "pickle uses a dictionary twice: number=0");
        refuses(
                "cshapes\nBox\n)\u0081q\0}X\1\0\0\0ah\0sb.",
                "pickle gives a state to what takes none: made=shapes.Box");
        refuses("cshapes\nBox\n)\u0081}b}b.", "pickle gives a state to what takes none: made=shapes.Box");
        String array = "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\0tU\1btRq\1(K\1K\1\u0085"
                + "cnumpy\ndtype\n(U\2O8K\0K\1tR(K\3U\1|NNNJ\377\377\377\377J\377\377\377\377K?tb\u0089]";
        refuses(array + "h\1atb.", "array in pickle does not fit its shape: shape=(1), descr=|O");
        PickleArray whole = (PickleArray) read(array + "K\1atb.");
        assertThat(whole.objects().get(0)).isEqualTo(new PickleValue.Whole(1));
        refuses(array + "K\1aK\2atb.", "array in pickle does not fit its shape");
        assertThatThrownBy(() -> Pickle.read(NOWHERE, segment(array + "K\1atb.")))
                .hasMessageContaining("array type is not read: descr=|O8");
    }

    @Test
    void refusesWhatFitsNowhere() {
        refuses("NX\1\0\0\0aNs.", "pickle sets an entry of what is no dictionary");
        refuses("}(Nu.", "pickle sets a key without a value");
        refuses("}Ns.", "pickle takes a value that is not there");
        refuses("}(Ns.", "pickle takes a value that is not there");
        refuses("N)\u0081.", "pickle makes an object of what is no class");
        refuses("cshapes\nBox\nN\u0081.", "pickle makes an object without arguments");
        refuses("cshapes\nCircle\n)R.", "name=shapes.Circle");
        refuses("cbuiltins\ngetattr\n(cnumpy\nndarray\nX\1\0\0\0atR.", "attribute of what is no enumeration");
        refuses("ccollections\nOrderedDict\n(NtR.", "pickle makes a dictionary of what is not read");
        refuses("N" + "Q".repeat(20) + ".", "pickle nests too deeply");
        refuses("}N".repeat(20) + "}" + "s".repeat(20) + ".", "pickle nests too deeply");
    }

    @Test
    void randomBytesAreReadOrRefused() {
        String opcodes = "NKMJ(t)]ae}}ssuuGQbR\u0081\u0081qrhjcXX\u0085\u0086\u0087\u0088.";
        for (int seed = 0; seed < 40_000; seed++) {
            Random random = new Random(seed);
            StringBuilder pickle = new StringBuilder(random.nextBoolean() ? "cshapes\nBox\nq\0" : "");
            int length = random.nextInt(50);
            for (int i = 0; i < length; i++) {
                pickle.append((char)
                        (random.nextInt(4) == 0
                                ? random.nextInt(4)
                                : opcodes.charAt(random.nextInt(opcodes.length()))));
            }
            try {
                read(pickle.append('.').toString());
            } catch (CorruptDataException expected) {
                assertThat(expected.offsetBytes()).as("seed %d", seed).isBetween(0L, (long) pickle.length());
            }
        }
    }

    private static PickleValue read(String latin1) {
        return Pickle.read(NOWHERE, segment(latin1), 0, SHAPES).value();
    }

    private static void refuses(String latin1, String reason) {
        assertThatThrownBy(() -> read(latin1))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(reason);
    }

    private static MemorySegment segment(String latin1) {
        return MemorySegment.ofArray(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }
}

package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIndexTest {
    @TempDir
    Path temp;

    private RecordIndex index(String text) throws IOException {
        return RecordIndex.read(Files.writeString(temp.resolve("test.idx"), text));
    }

    @Test
    void keysThatCountUpTakeNoMemory() throws IOException {
        RecordIndex index = index("7\t0\n8\t40\n9\t80\n");
        assertThat(index.size()).isEqualTo(3);
        assertThat(index.find(8)).isEqualTo(1);
        assertThat(index.find("9")).isEqualTo(2);
        assertThat(index.find(6)).isEqualTo(-1);
        assertThat(index.find(10)).isEqualTo(-1);
        assertThat(index.memoryBytes()).isEqualTo(12);
    }

    @Test
    void theLaterOfTwoEqualKeysWinsAndBothStay() throws IOException {
        RecordIndex dense = index("1\t0\n2\t40\n1\t80\n");
        assertThat(dense.size()).isEqualTo(3);
        assertThat(dense.find(1)).isEqualTo(2);
        RecordIndex sparse = index("1000000\t0\n-5\t40\n1000000\t80\n");
        assertThat(sparse.find(1_000_000)).isEqualTo(2);
        assertThat(sparse.find(-5)).isEqualTo(1);
        RecordIndex text = index("a\t0\nb\t40\na\t80\n");
        assertThat(text.find("a")).isEqualTo(2);
    }

    @Test
    void oneKeyThatIsNoNumberMakesAllOfThemText() throws IOException {
        RecordIndex index = index("1\t0\nb/c d.jpg\t40\n03\t80\n");
        assertThat(index.hasTextKeys()).isTrue();
        assertThat(index.keyText(0)).isEqualTo("1");
        assertThat(index.find("b/c d.jpg")).isEqualTo(1);
        assertThat(index.find("03")).isEqualTo(2);
        assertThat(index.find(1)).isZero();
        assertThat(index.find("nowhere")).isEqualTo(-1);
        assertThatIllegalStateException().isThrownBy(() -> index.key(0));
    }

    /** As numbers they would come out as others when the index is written anew. */
    @ParameterizedTest
    @ValueSource(strings = {"007", "00", "-0", "-01", "9223372036854775808", "+7", "1e3", "-"})
    void aNumberThatIsNotWrittenAsNumbersAreIsText(String key) throws IOException {
        RecordIndex index = index("7\t0\n" + key + "\t40\n");
        assertThat(index.hasTextKeys()).isTrue();
        assertThat(index.keyText(1)).isEqualTo(key);
        assertThat(index.find(key)).isEqualTo(1);
        assertThat(index.find("7")).isZero();
        RecordIndex numbers = index("7\t0\n8\t40\n");
        assertThat(numbers.find(key)).isEqualTo(-1);
        assertThat(Keys.isNumber(key)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-7", "10", "9223372036854775807", "-9223372036854775807"})
    void aNumberThatIsWrittenAsNumbersAreIsOne(String key) throws IOException {
        assertThat(index(key + "\t0\n").hasTextKeys()).isFalse();
        assertThat(index(key + "\t0\n").find(key)).isZero();
        assertThat(Keys.isNumber(key)).isTrue();
    }

    @Test
    void whatOtherWritersLeaveIsAccepted() throws IOException {
        RecordIndex index = index("0 0\r\n\r\n1\t40 \n  2\t80\textra\n\n3\t120");
        assertThat(index.size()).isEqualTo(4);
        assertThat(index.key(3)).isEqualTo(3);
        assertThat(index.offset(2)).isEqualTo(80);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0\t0\n1\n",
                "0\t0\n1\t\n",
                "0\t0\n1\t-4\n",
                "0\t0\n1\t18446744073709551615\n",
                "0\t0\n1\t12x\n",
                "0\t0\n\u0000\u0001\n"
            })
    void aLineThatIsNoEntryIsNamedByItsPlace(String text) {
        assertThatThrownBy(() -> index(text))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("test.idx")
                .hasMessageContaining("offset=4");
    }

    @Test
    void offsetsBeyond16GiBAndOddOnesAreKept() throws IOException {
        RecordIndex index = index("0\t0\n1\t17179869180\n2\t17179869184\n3\t999999999999999\n4\t3\n");
        assertThat(index.offset(1)).isEqualTo(17_179_869_180L);
        assertThat(index.offset(2)).isEqualTo(17_179_869_184L);
        assertThat(index.offset(3)).isEqualTo(999_999_999_999_999L);
        assertThat(index.offset(4)).isEqualTo(3);
        assertThat(index.offset(0)).isZero();
        assertThat(index.inFileOrder()).isFalse();
    }

    @Test
    void randomKeysAreFoundAsInAMap() throws IOException {
        for (long seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long span = 1L << random.nextInt(3, 60);
            int size = random.nextInt(1, 400);
            Map<Long, Integer> truth = new HashMap<>();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < size; i++) {
                long key = random.nextLong(-span / 2, span);
                truth.put(key, i);
                text.append(key).append('\t').append(i * 8L).append('\n');
            }
            RecordIndex index = index(text.toString());
            for (Map.Entry<Long, Integer> entry : truth.entrySet()) {
                assertThat(index.find(entry.getKey()))
                        .as("seed %d, key %d", seed, entry.getKey())
                        .isEqualTo(entry.getValue());
            }
            for (int i = 0; i < 50; i++) {
                long key = random.nextLong(-span, 2 * span);
                assertThat(index.find(key)).as("seed %d", seed).isEqualTo(truth.getOrDefault(key, -1));
            }
        }
    }

    @Test
    void aShuffledIndexTakesAtMostSixteenBytesAnEntry() throws IOException {
        int size = 200_000;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append((i * 7919L) % size).append('\t').append(i * 8000L).append('\n');
        }
        RecordIndex index = index(text.toString());
        assertThat(index.memoryBytes()).isLessThanOrEqualTo(16L * size);
        assertThat(index.find(7919)).isEqualTo(1);
    }

    @Test
    void theLargestKeysAreStillNumbers() throws IOException {
        RecordIndex index = index("9223372036854775807\t0\n1000000000000000000\t8\n-9223372036854775807\t16\n");
        assertThat(index.hasTextKeys()).isFalse();
        assertThat(index.find(Long.MAX_VALUE)).isZero();
        assertThat(index.find("9223372036854775807")).isZero();
        assertThat(index.find("1000000000000000000")).isEqualTo(1);
        assertThat(index.find(-Long.MAX_VALUE)).isEqualTo(2);
        assertThat(index("9223372036854775808\t0\n").hasTextKeys()).isTrue();
    }

    @Test
    void garbageIsRefusedOrReadButNeverCrashes() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append("0123456789\t\t\n\n -ax\r\u00e9".charAt(random.nextInt(20)));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            try {
                RecordIndex index = index(text.toString());
                assertThat(index.size()).as("seed %d", seed).isLessThanOrEqualTo(bytes.length);
                for (int i = 0; i < index.size(); i++) {
                    assertThat(index.offset(i)).isNotNegative();
                    assertThat(index.find(index.keyText(i))).isGreaterThanOrEqualTo(i);
                }
            } catch (CorruptDataException refused) {
                assertThat(refused.offsetBytes()).as("seed %d", seed).isBetween(0L, (long) bytes.length);
            }
        }
    }
}

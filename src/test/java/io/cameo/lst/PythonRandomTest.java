package io.cameo.lst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PythonRandomTest {
    private static final Path DATA = Path.of("testdata/lst");
    private static final int[] BIT_COUNTS = {1, 8, 31, 32, 33, 53, 63};
    private static final long[] BOUNDS = {1, 2, 3, 10, 1000, 1L << 31, 1L << 32, (1L << 40) + 7};

    @Test
    void shufflesAsPythonDoesAfterSeed100() throws IOException {
        Map<String, List<Long>> permutations = numberArrays(DATA.resolve("python_shuffle_seed100.json"));
        assertThat(permutations).hasSize(8).containsKeys("1", "2", "100", "10000");
        permutations.forEach((size, expected) -> {
            int[] actual = new PythonRandom(100).permutation(Integer.parseInt(size));
            assertThat(IntStream.of(actual).asLongStream().boxed().toList()).isEqualTo(expected);
        });
    }

    @Test
    void drawsAsPythonDoesForSeedsOfOneAndTwoWords() throws IOException {
        int seeds = 0;
        try (JsonParser json = new JsonFactory()
                .createParser(DATA.resolve("python_random.json").toFile())) {
            long seed = 0;
            PythonRandom random = new PythonRandom(0);
            while (json.nextToken() != null) {
                String field = json.currentName();
                if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && "seed".equals(field)) {
                    seed = json.getLongValue();
                    random = new PythonRandom(seed);
                    seeds++;
                } else if (json.currentToken() == JsonToken.START_ARRAY && field != null) {
                    assertThat(draw(random, field))
                            .as("%s of seed %d", field, seed)
                            .isEqualTo(numbers(json));
                }
            }
        }
        assertThat(seeds).isEqualTo(7);
    }

    private static List<Long> draw(PythonRandom random, String what) {
        List<Long> drawn = new ArrayList<>();
        switch (what) {
            case "bits" -> IntStream.of(BIT_COUNTS).forEach(count -> drawn.add(random.nextBits(count)));
            case "below" -> {
                for (long bound : BOUNDS) {
                    drawn.add(random.nextBelow(bound));
                }
            }
            default -> {
                int[] order = random.permutation(1500);
                IntStream.concat(IntStream.range(0, 20), IntStream.range(1480, 1500))
                        .forEach(i -> drawn.add((long) order[i]));
            }
        }
        return drawn;
    }

    private static Map<String, List<Long>> numberArrays(Path file) throws IOException {
        Map<String, List<Long>> arrays = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.START_ARRAY) {
                    arrays.put(json.currentName(), numbers(json));
                }
            }
        }
        return arrays;
    }

    private static List<Long> numbers(JsonParser json) throws IOException {
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            numbers.add(json.getLongValue());
        }
        return numbers;
    }

    @Test
    void refusesWhatHasNoMeaning() {
        PythonRandom random = new PythonRandom(1);
        assertThatThrownBy(() -> random.nextBelow(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.nextBits(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.nextBits(64)).isInstanceOf(IllegalArgumentException.class);
        assertThat(random.permutation(0)).isEmpty();
    }

    @Test
    void takesTheSmallestLongAsSeed() {
        // CPython takes the magnitude, 2^63, whose words are 0 and 2^31.
        assertThat(new PythonRandom(Long.MIN_VALUE).nextBits(32)).isEqualTo(MIN_LONG_FIRST_WORD);
    }

    private static final long MIN_LONG_FIRST_WORD = 2377109768L;
}

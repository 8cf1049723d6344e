package io.cameo.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryTest {
    @TempDir
    Path folder;

    private Table table;

    @BeforeEach
    void open() throws IOException {
        table = People.some(folder);
    }

    @AfterEach
    void close() {
        table.close();
    }

    private void asks(String question, int... rows) {
        assertThat(Query.of(question, table).rows()).as(question).containsExactly(rows);
    }

    private void refuses(String question, String reason, String carets) {
        refuses(question, reason, question, carets);
    }

    private void refuses(String question, String reason, String shown, String carets) {
        QueryException wrong = catchThrowableOfType(QueryException.class, () -> Query.of(question, table));
        assertThat(wrong).as(question).isNotNull();
        assertThat(wrong.reason()).as(question).startsWith(reason);
        assertThat(wrong.pointed()).isEqualTo(shown + System.lineSeparator() + carets);
    }

    @Test
    void comparesNumbers() {
        asks("age = 25", 0);
        asks("age == 25.0", 0);
        asks("age != 25", 1, 2, 4);
        asks("age <> 25", 1, 2, 4);
        asks("age < 25", 2);
        asks("age <= 25", 0, 2);
        asks("age > 30", 1);
        asks("30 <= AGE", 1, 4);
        asks("age between 20 and 30", 0, 2, 4);
        asks("age not between 20 and 30", 1);
        asks("age in (20, 25, 99)", 0, 2);
        asks("age not in (20, 25)", 1, 4);
        asks("FFHQ_Index > 69998", 2);
        asks("beard < 1e-1", 0, 3, 4);
        asks("beard < .1", 0, 3, 4);
    }

    @Test
    void comparesWords() {
        asks("gender = female", 0, 2);
        asks("gender = 'female'", 0, 2);
        asks("female = gender", 0, 2);
        asks("gender != \"female\"", 1, 4);
        asks("gender in (female, male)", 0, 1, 2, 4);
        asks("not gender = female", 1, 4);
        asks("id = 000003", 3);
        asks("id in (000003, '000001')", 1, 3);
    }

    @Test
    void longListsAreOneStep() {
        StringBuilder ages = new StringBuilder("age in (-0, 25");
        StringBuilder ids = new StringBuilder("id in ('000003'");
        for (int i = 100; i < 20_000; i++) {
            ages.append(", ").append(i % 2 == 0 ? "" : "-").append(i);
            ids.append(", 000003");
        }
        asks(ages + ")", 0);
        asks(ages.toString().replace("age in", "age not in") + ")", 1, 2, 4);
        asks(ids + ", 000001)", 1, 3);
        asks("age - 25 in (0, 99)", 0);
        asks("age in (age, 3)", 0, 1, 2, 4);
        asks("age in (30, age * 1)", 0, 1, 2, 4);
    }

    @Test
    void whatIsEndlessIsRefusedBeforeMemoryEnds() {
        for (String endless : new String[] {" or age > 1", " and age > 1", " + age > 1", " or not age in (beard)"}) {
            String question = "age > 1".replace("> 1", endless.contains("+") ? "" : "> 1") + endless.repeat(3000);
            QueryException wrong = catchThrowableOfType(QueryException.class, () -> Query.of(question, table));
            assertThat(wrong).as(endless).isNotNull();
            assertThat(wrong.getMessage()).as(endless).hasSizeLessThan(400);
        }
    }

    @Test
    void pointsIntoALongQuestion() {
        String begin = "age in (" + "1, ".repeat(1000);
        refuses(
                begin + "frmale, " + "2, ".repeat(1000) + "3)",
                "no such column",
                "..." + begin.substring(begin.length() - 60) + "frmale, " + "2, ".repeat(30) + "2,...",
                " ".repeat(63) + "^^^^^^");
        String word = "x".repeat(5000);
        refuses(
                "gender = " + word,
                "no such word",
                "gender = " + "x".repeat(151) + "...",
                " ".repeat(9) + "^".repeat(151));
        refuses(
                "age > 1e" + word,
                "not a number: 1e" + "x".repeat(38) + "...",
                "age > 1e" + "x".repeat(152) + "...",
                " ".repeat(6) + "^".repeat(154));
        refuses("age > \0\u001b[2J", "sign is not known: u+0000", "age >   [2J", " ".repeat(6) + "^");
    }

    @Test
    void combines() {
        asks("gender = female and age between 20 and 30 and beard < 0.1", 0);
        asks("gender = male or age = 20", 1, 2, 4);
        asks("gender = male or gender = female and age = 20", 1, 2, 4);
        asks("(gender = male or gender = female) and age = 20", 2);
        asks("not (age < 25 or age > 30)", 0, 4);
        asks("NOT age < 25 AND gender = male", 1, 4);
        asks("((age)) = ((25))", 0);
    }

    @Test
    void whatIsMissingIsNeitherYesNorNo() {
        asks("age is null", 3);
        asks("age is not null", 0, 1, 2, 4);
        asks("gender is missing", 3);
        asks("yaw is null", 2);
        asks("not age > 0");
        asks("age > 0 or gender is null", 0, 1, 2, 3, 4);
        asks("not (age > 100 and gender is null)", 0, 1, 2, 4);
        asks("age = age", 0, 1, 2, 4);
    }

    @Test
    void reckons() {
        asks("abs(yaw) < 10", 1, 3);
        asks("yaw * 2 + 1 = 7", 1);
        asks("age - 5 = 25 - -1", 1);
        asks("-yaw > 0", 0);
        asks("1 / yaw > 0", 1, 4);
        asks("1 / yaw <= 0", 0);
        asks("(age + 5) * 2 = 60", 0);
        asks("10 - 3 - 2 = 5 and age = 20", 2);
        asks("abs(beard - 0.7) < 0.01", 1);
    }

    @Test
    void faultsArePointedAt() {
        refuses("agee < 3", "no such column, did you mean age? known: id, gender, age", "^^^^");
        refuses("gender = femal", "no such word in gender, did you mean female? known: female, male", "         ^^^^^");
        refuses("gender < female", "words are equal or not", "       ^");
        refuses("age = female", "no such column; known: id, gender", "      ^^^^^^");
        refuses("age + gender > 3", "column has words, not numbers: gender", "      ^^^^^^");
        refuses("age", "expected a condition, such as age < 30", "^^^");
        refuses("", "nothing is asked", "^");
        refuses("age < 3 age", "expected and, or, or the end", "        ^^^");
        refuses("age < ", "expected a column, a number or a word", "      ^");
        refuses("age between 3", "expected and", "             ^");
        refuses("(age < 3", "expected )", "        ^");
        refuses("age < 3)", "expected and, or, or the end", "       ^");
        refuses("age # 3", "sign is not known: #", "    ^");
        refuses("age < 3x", "not a number: 3x", "      ^^");
        refuses("gender = 'fem", "text has no end", "         ^^^^");
        refuses("age is 3", "expected null", "       ^");
        refuses("age not 3", "expected between or in", "        ^");
        refuses("age and gender = male", "expected a condition", "^^^");
        refuses("gender = id", "a column of words is compared with a word", "         ^^");
        refuses("hair is null", "no such column", "^^^^");
        refuses("3 is null", "not a column", "^");
        assertThatThrownBy(() -> Query.of("(".repeat(300) + "age" + ")".repeat(300), table))
                .hasMessageStartingWith("nests too deeply");
        assertThatThrownBy(() -> Query.of("-".repeat(300) + "age > 1", table))
                .hasMessageStartingWith("nests too deeply");
    }

    @Test
    void rowsCanBeOrdered() {
        int[] all = {0, 1, 2, 3, 4};
        assertThat(Query.ordered(all, table.column("age"), false)).containsExactly(2, 0, 4, 1, 3);
        assertThat(Query.ordered(all, table.column("age"), true)).containsExactly(1, 4, 0, 2, 3);
        assertThat(Query.ordered(all, table.column("gender"), false)).containsExactly(0, 2, 1, 4, 3);
    }

    @Test
    void manyRowsAreAskedAsOneByOne() throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        for (int rows : new int[] {1, 63, 64, 65, 1023, 1024, 1025, 5000}) {
            try (Table many = People.many(folder, rows)) {
                Column age = many.column("age");
                Column gender = many.column("gender");
                Column beard = many.column("beard");
                double low = random.nextInt(60);
                double most = random.nextDouble();
                IntPredicate wanted = row ->
                        ("female".equals(gender.word(row)) && age.number(row) >= low && age.number(row) <= low + 20)
                                || (beard.number(row) > most && !age.isMissing(row));
                String question = "gender in ('female') and age between " + low + " and " + (low + 20) + " or beard > "
                        + most + " and not age is null";
                if (gender.words() == 2) {
                    assertThat(Query.of(question, many).rows())
                            .as(question)
                            .isEqualTo(IntStream.range(0, rows).filter(wanted).toArray());
                }
            }
        }
    }
}

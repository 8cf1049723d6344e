package io.cameo.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** Tables of people who do not exist. */
final class People {
    private People() {}

    static TableBuilder columns() {
        return new TableBuilder()
                .column("id", ColumnKind.WORD, "six digits")
                .column("gender", ColumnKind.WORD, "")
                .column("age", ColumnKind.NUMBER, "years")
                .column("beard", ColumnKind.NUMBER, "0 to 1")
                .column("yaw", ColumnKind.NUMBER, "degrees")
                .column("ffhq_index", ColumnKind.WHOLE, "")
                .note("source", "made up");
    }

    static Table some(Path folder) throws IOException {
        TableBuilder people = columns();
        add(people, "000000", "female", 25, 0.05, -12.5, 1223L);
        add(people, "000001", "male", 31, 0.7, 3, null);
        add(people, "000002", "female", 20, 0.1, Double.NaN, 69_999L);
        add(people, "000003", null, Double.NaN, 0, 0, 7L);
        add(people, "000004", "male", 30, 0.0999, 30, 55L);
        people.write(folder.resolve("people.tbl"));
        return Table.open(folder.resolve("people.tbl"));
    }

    static Table many(Path folder, int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        TableBuilder people = columns();
        for (int i = 0; i < rows; i++) {
            String gender = random.nextInt(20) == 0 ? null : random.nextBoolean() ? "female" : "male";
            double age = random.nextInt(15) == 0 ? Double.NaN : random.nextInt(0, 90);
            Long index = random.nextInt(30) == 0 ? null : random.nextLong(70_000);
            add(
                    people,
                    String.format(Locale.ROOT, "%06d", i),
                    gender,
                    age,
                    random.nextDouble(),
                    random.nextDouble(-40, 40),
                    index);
        }
        people.write(folder.resolve("many.tbl"));
        return Table.open(folder.resolve("many.tbl"));
    }

    private static void add(
            TableBuilder people, String id, String gender, double age, double beard, double yaw, Long index) {
        people.row()
                .set("id", id)
                .set("gender", gender)
                .set("age", age)
                .set("beard", beard)
                .set("yaw", yaw);
        if (index != null) {
            people.set("ffhq_index", index);
        }
    }
}

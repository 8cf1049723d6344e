package io.cameo.convert.ffhquv;

/**
 * The library that writes Parquet, which users add. A class of its own, because the JVM may look for the library's classes as soon as
 * it loads one that uses them.
 */
final class ParquetLibrary {
    private static final String NAME = "com.jerolba:carpet-record:0.5.0";
    private static final String WRITER = "com.jerolba.carpet.CarpetWriter";

    private ParquetLibrary() {}

    /**
     * Refuses to go on without it.
     *
     * @throws IllegalArgumentException says what to add
     */
    static void require() {
        try {
            Class.forName(WRITER, false, ParquetLibrary.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(
                    "Parquet is written by " + NAME + ", which is not on the class path: add it and what it needs, as "
                            + "docs/uv-export.md says, or export to csv",
                    missing);
        }
    }
}

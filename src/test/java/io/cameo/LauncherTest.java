package io.cameo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a checkout of its own, where {@code java} and {@code mvn} are scripts that tell how they were called.
 */
@Timeout(60)
class LauncherTest {
    private static final String TELLING_JAVA = """
        #!/bin/bash
        echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2
        echo "raw stderr" >&2
        echo "own stderr" >&3
        printf 'arg=%s\\n' "$@"
        echo "java=$0"
        echo "cwd=$PWD"
        echo "locale=$LC_ALL"
        exit 5
        """;
    private static final String TELLING_MAVEN = """
        #!/bin/bash
        echo "$@" >>"$CALLS"
        sleep 0.2
        home=${@: -2:1}
        mkdir -p "${home%/*}/target/lib"
        touch "${home%/*}/target/cameo.jar"
        echo "$JAVA25_HOME" >"${home%/*}/target/cameo.built"
        """;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path home;
    private Path jdk;
    private Path calls;

    @BeforeEach
    void makeCheckout() throws IOException {
        home = Files.createDirectories(folder.resolve("check out ü"));
        Files.copy(Path.of("cameo"), home.resolve("cameo"));
        assertThat(home.resolve("cameo").toFile().setExecutable(true)).isTrue();
        Files.createDirectories(home.resolve("src/main"));
        Files.writeString(home.resolve("pom.xml"), "");
        jdk = makeJdk("jdk 25", "25.0.3");
        Path tools = Files.createDirectories(folder.resolve("tools"));
        writeScript(tools.resolve("mvn"), TELLING_MAVEN);
        calls = folder.resolve("calls.txt");
        environment.put("CALLS", calls.toString());
        environment.put("HOME", folder.toString());
        environment.put("PATH", tools + ":/usr/bin:/bin");
        environment.put("JAVA_HOME", jdk.toString());
    }

    @Test
    void buildsOnceAndRunsWhereTheCallerStands() throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Said first = run(elsewhere, home.resolve("cameo").toString(), "pack", "a b", "", "*");
        assertThat(first.status()).isEqualTo(5);
        assertThat(first.out())
                .contains("cwd=" + elsewhere, "java=" + jdk.resolve("bin/java"), "locale=C.UTF-8")
                .containsSequence("arg=io.cameo.cli.Main", "arg=pack", "arg=a b", "arg=", "arg=*")
                .contains("arg=-cp", "arg=" + home.resolve("target/cameo.jar"));
        assertThat(first.err())
                .containsExactlyInAnyOrder(
                        "cameo: building once: about a minute the first time", "raw stderr", "own stderr");

        assertThat(run(elsewhere, home.resolve("cameo").toString()).err())
                .containsExactlyInAnyOrder("raw stderr", "own stderr");
        assertThat(Files.readAllLines(calls))
                .containsExactly("-q -B -Dmaven.test.skip=true -f " + home.resolve("pom.xml") + " package");
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws IOException, InterruptedException {
        run(home, "./cameo");
        Path source = Files.writeString(home.resolve("src/main/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(run(home, "./cameo").err()).contains("cameo: building, because the sources have changed");
        assertThat(Files.readAllLines(calls)).hasSize(2);
    }

    @Test
    void buildsOnceForTwoThatStartTogether() throws IOException, InterruptedException {
        List<Process> started = List.of(start(home, "./cameo"), start(home, "./cameo"));
        for (Process process : started) {
            process.getInputStream().readAllBytes();
            assertThat(process.waitFor()).isEqualTo(5);
        }
        assertThat(Files.readAllLines(calls)).hasSize(1);
    }

    @Test
    void worksThroughALink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("link to cameo"), home.resolve("cameo"));
        assertThat(run(folder, link.toString()).out()).contains("arg=" + home.resolve("target/cameo.jar"));
        assertThat(run(folder, "./link to cameo").status()).isEqualTo(5);
        assertThat(run(home, "bash", "cameo").status()).isEqualTo(5);
    }

    /** Where the machine has several, the JDK that built is taken: the start cache fits no other. */
    @Test
    void passesOverAnOlderJdkToTheOneThatBuilt() throws IOException, InterruptedException {
        assertThat(run(home, "./cameo").out()).contains("java=" + jdk.resolve("bin/java"));
        environment.put("JAVA_HOME", makeJdk("jdk 17", "17.0.15").toString());
        assertThat(run(home, "./cameo").out()).contains("java=" + jdk.resolve("bin/java"));
        Path other = makeJdk(".jdks/temurin-25", "25");
        environment.put("JAVA_HOME", other.toString());
        assertThat(run(home, "./cameo").out()).contains("java=" + other.resolve("bin/java"));
    }

    @Test
    void refusesAChosenJdkThatIsTooOld() throws IOException, InterruptedException {
        Path old = makeJdk("jdk 24", "24.0.1");
        environment.put("CAMEO_JAVA_HOME", old.toString());
        Said said = run(home, "./cameo");
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err())
                .containsExactly("cameo: CAMEO_JAVA_HOME=" + old + " is not the home of a JDK 25 or newer.");
    }

    @Test
    void showsWhatMavenSaidWhenTheBuildFails() throws IOException, InterruptedException {
        writeScript(folder.resolve("tools/mvn"), "#!/bin/bash\nprintf '\\e[0m[ERROR] no toolchain\\n'\nexit 1\n");
        Said said = run(home, "./cameo");
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .containsExactly(
                        "cameo: building once: about a minute the first time",
                        "[ERROR] no toolchain",
                        "cameo: the build failed; what Maven said stands above.");
    }

    @Test
    void handsOnFurtherFlags() throws IOException, InterruptedException {
        environment.put("CAMEO_OPTS", "-Xmx8g -Dx=y");
        assertThat(run(home, "./cameo").out()).containsSequence("arg=-Xmx8g", "arg=-Dx=y", "arg=-cp");
    }

    @Test
    void handsOnFurtherJarsAndOpensThePlatformForSparkAlone() throws IOException, InterruptedException {
        Path jar = home.resolve("target/cameo.jar");
        assertThat(run(home, "./cameo", "pack").out())
                .containsSequence("arg=-cp", "arg=" + jar)
                .noneMatch(line -> line.contains("spark.options"));
        environment.put("CAMEO_CLASSPATH", "/opt/spark/jars/*");
        assertThat(run(home, "./cameo", "spark", "pack").out())
                .containsSequence("arg=-cp", "arg=" + jar + ":/opt/spark/jars/*")
                .contains("arg=@" + home.resolve("src/main/launcher/spark.options"));
    }

    private Path makeJdk(String name, String version) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(made.resolve("bin"));
        Files.writeString(made.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        writeScript(made.resolve("bin/java"), TELLING_JAVA);
        return made;
    }

    private static void writeScript(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Process start(Path directory, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.redirectError(Files.createTempFile(folder, "err", ".txt").toFile())
                .start();
    }

    private Said run(Path directory, String... command) throws IOException, InterruptedException {
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(Arrays.asList(command)))
                .directory(directory.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        // The sieve may outlive the process by a moment.
        for (int wait = 0; wait < 100 && status == 5 && !Files.readString(err).contains("raw stderr"); wait++) {
            Thread.sleep(20);
        }
        return new Said(status, lines(out), lines(Files.readString(err)));
    }

    private static List<String> lines(String text) {
        try (Stream<String> lines = text.lines()) {
            return lines.toList();
        }
    }

    private record Said(int status, List<String> out, List<String> err) {}
}

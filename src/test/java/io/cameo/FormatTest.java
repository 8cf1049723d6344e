package io.cameo;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Main;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every Java file is formatted by palantir-java-format. It runs here, in the tests' JVM, because it must run on the JDK
 * that the sources are written for, and Maven's own may be older.
 */
class FormatTest {
    private static final String HOW_TO_MEND = "mvn test -Dtest=FormatTest -Dcameo.format=apply";

    @Test
    void everyFileIsFormatted() throws Exception {
        List<String> files =
                SourceShapeTest.JavaSources.all().stream().map(Object::toString).toList();
        assertThat(files).hasSizeGreaterThan(20);

        List<String> arguments = new ArrayList<>(List.of("--palantir"));
        boolean apply = System.getProperty("cameo.format", "check").equals("apply");
        arguments.add(apply ? "--replace" : "--dry-run");
        arguments.addAll(files);
        StringWriter changed = new StringWriter();
        StringWriter complaints = new StringWriter();
        int status = new Main(
                        new PrintWriter(changed, true),
                        new PrintWriter(complaints, true),
                        InputStream.nullInputStream())
                .format(arguments.toArray(String[]::new));

        assertThat(complaints.toString()).isEmpty();
        assertThat(status).isZero();
        assertThat(changed.toString().lines())
                .as("files to format; this does it: " + HOW_TO_MEND)
                .isEmpty();
    }
}

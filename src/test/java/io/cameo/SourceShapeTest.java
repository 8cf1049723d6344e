package io.cameo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keeps classes and methods short enough to read, and every package introduced. */
class SourceShapeTest {
    private static final int LONGEST_CLASS_LINES = 300;
    private static final int LONGEST_TEST_CLASS_LINES = 350;
    private static final int LONGEST_METHOD_LINES = 60;

    @Test
    void everyPackageSaysItsFloor() throws IOException {
        List<String> standing = Floors.standing();
        assertThat(standing).isNotEmpty();
        for (String name : standing) {
            Path file = Floors.MAIN_SOURCES.resolve(name).resolve("package-info.java");
            assertThat(file).exists();
            Floors.Room room = Floors.room(name);
            assertThat(Files.readString(file))
                    .matches("(?s)/\\*\\*(\n \\*)? Floor " + room.floor() + ": .*")
                    .contains("@NullMarked\npackage io.cameo." + name + ";");
        }
    }

    @Test
    void classesAndMethodsAreShort() throws IOException {
        List<Path> files = JavaSources.all();
        assertThat(files).hasSizeGreaterThan(20);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
            List<String> faults = new ArrayList<>();
            int methods = 0;
            for (CompilationUnitTree unit : task.parse()) {
                Lengths lengths = new Lengths(unit, Trees.instance(task).getSourcePositions());
                lengths.scan(unit, null);
                faults.addAll(lengths.faults);
                methods += lengths.methods;
            }
            assertThat(faults).isEmpty();
            assertThat(methods).isGreaterThan(files.size());
        }
    }

    /** Measures from a declaration's first line (annotations count, Javadoc does not) to its closing brace. */
    private static final class Lengths extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final int longestClassLines;
        private final List<String> faults = new ArrayList<>();
        private int methods;

        Lengths(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
            boolean isTest = !unit.getSourceFile().getName().startsWith("src/main");
            longestClassLines = isTest ? LONGEST_TEST_CLASS_LINES : LONGEST_CLASS_LINES;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            check(type, type.getSimpleName().toString(), longestClassLines);
            return super.visitClass(type, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            methods++;
            check(method, method.getName() + "()", LONGEST_METHOD_LINES);
            return super.visitMethod(method, null);
        }

        private void check(Tree tree, String name, int longestLines) {
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
            long lines = last - first + 1;
            if (lines > longestLines) {
                faults.add(unit.getSourceFile().getName() + ":" + first + " " + name + " has " + lines
                        + " lines, more than " + longestLines);
            }
        }
    }

    /** Where our Java stands. */
    static final class JavaSources {
        private JavaSources() {}

        static List<Path> all() throws IOException {
            List<Path> files = new ArrayList<>();
            for (String root : List.of(
                    "src/main/java", "src/test/java", "src/oracle/java", "src/stress/java", "bench", "examples")) {
                if (Files.isDirectory(Path.of(root))) {
                    try (Stream<Path> walk = Files.walk(Path.of(root))) {
                        walk.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                    }
                }
            }
            return files;
        }
    }
}

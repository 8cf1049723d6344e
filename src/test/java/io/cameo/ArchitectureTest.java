package io.cameo;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Holds the floor table, and the rules on what may be used where. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final String ROOT = "io.cameo.";

    private static final Set<String> THREAD_MAKERS = Set.of(
            "java.lang.Thread",
            "java.lang.Thread$Builder",
            "java.util.Timer",
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.Executor",
            "java.util.concurrent.ExecutorService",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ForkJoinTask",
            "java.util.concurrent.ScheduledExecutorService",
            "java.util.concurrent.StructuredTaskScope",
            "java.util.concurrent.ThreadPoolExecutor");
    /** What code may do to the thread that it happens to run on. */
    private static final Set<String> HARMLESS_THREAD_METHODS = Set.of("currentThread", "interrupt", "isInterrupted");

    private static final Set<String> NATIVE_LINKS =
            Set.of("java.lang.foreign.Linker", "java.lang.foreign.SymbolLookup");
    private static final List<String> EMPTY_NAMES =
            List.of("Util", "Utils", "Common", "Core", "Impl", "Manager", "Helper", "Helpers");

    private JavaClasses classes;

    @BeforeAll
    void readClasses() {
        classes = new ClassFileImporter().importPath(Path.of("target/classes"));
    }

    /** Without this, a wrong path would make every other test here pass on nothing. */
    @Test
    void seesEveryPackage() throws IOException {
        assertThat(classes.size()).isGreaterThanOrEqualTo(20);
        assertThat(Floors.standing()).contains("bytes", "compute", "cli").allSatisfy(name -> {
            assertThat(Floors.ROOMS).containsKey(name);
            assertThat(classes.stream().filter(type -> room(type).equals(name) && !isPackageInfo(type)))
                    .isNotEmpty();
        });
        assertThat(classes.stream().filter(type -> room(type).isEmpty())).isEmpty();
    }

    @Test
    void tableAllowsOnlyImportsThatPointDown() {
        Floors.ROOMS.forEach((name, room) -> assertThat(room.mayImport())
                .as(name)
                .allSatisfy(lower -> assertThat(Floors.room(lower).floor()).isLessThan(room.floor())));
    }

    @Test
    void importsStayInTheTable() {
        List<String> faults = classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> use.getTargetClass().getName().startsWith(ROOT))
                .filter(use -> {
                    String from = room(use.getOriginClass());
                    String to = room(use.getTargetClass());
                    return !from.equals(to) && !Floors.room(from).mayImport().contains(to);
                })
                .map(Object::toString)
                .toList();
        assertThat(faults).as("imports that the floor table does not allow").isEmpty();
    }

    @Test
    void onlyTheCommandLineWritesToTheTerminal() {
        assertNoAccess(
                access -> isMember(access, "java.lang.System", "out", "err", "setOut", "setErr", "console"),
                type -> room(type).equals("cli"));
    }

    @Test
    void onlyThePipelineMakesThreads() {
        assertNoAccess(
                access -> THREAD_MAKERS.contains(access.getTargetOwner().getName())
                        && !HARMLESS_THREAD_METHODS.contains(access.getName()),
                type -> room(type).equals("pipeline") || isShutdownHook(type));
    }

    @Test
    void onlyThePipelineRunsInParallel() {
        assertNoAccess(
                access -> access.getName().equals("parallelStream")
                        || (access.getName().equals("parallel")
                                && access.getTargetOwner().getPackageName().equals("java.util.stream")),
                type -> room(type).equals("pipeline"));
        // DJL hands its data sets the caller's executor, and they hand it on.
        assertNoUse(
                target -> !target.getName().equals("java.lang.Thread") && THREAD_MAKERS.contains(target.getName()),
                type -> room(type).equals("pipeline") || type.getPackageName().equals("io.cameo.loader.djl"));
        assertThat(classes.stream().filter(type -> !room(type).equals("pipeline") && type.isAssignableTo(Thread.class)))
                .isEmpty();
    }

    @Test
    void onlySimdClassesUseTheVectorApi() {
        assertNoUse(
                target -> target.getPackageName().startsWith("jdk.incubator.vector"),
                type -> topLevel(type).getSimpleName().endsWith("Simd"));
    }

    @Test
    void opencvStaysInsideImagesAndFaces() {
        assertNoUse(
                ArchitectureTest::isOpencv,
                type -> room(type).equals("image") || room(type).equals("face"));
    }

    /** nvJPEG's bindings are optional: whatever else named them could not be loaded without. */
    @Test
    void nvjpegStaysInsideItsCalls() {
        assertNoUse(
                target -> target.getPackageName().startsWith("org.bytedeco.cuda"),
                type -> topLevel(type).getSimpleName().equals("NvJpegCuda"));
    }

    @Test
    void opencvIsInNoPublicSignature() {
        List<String> signatures = classes.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> type.getMembers().stream())
                .filter(ArchitectureTest::isPublished)
                .filter(member -> typesIn(member).anyMatch(ArchitectureTest::isOpencv))
                .map(JavaMember::getFullName)
                .toList();
        assertThat(signatures).as("OpenCV in public signatures").isEmpty();
    }

    @Test
    void nothingLinksNativeCodeByItself() {
        assertNoUse(
                target -> NATIVE_LINKS.contains(target.getName()),
                type -> room(type).equals("nativelib"));
        assertNoAccess(
                access -> isMember(access, "java.lang.System", "load", "loadLibrary"),
                type -> room(type).equals("nativelib"));
        assertNoUse(target -> target.getName().equals("sun.misc.Unsafe"), type -> false);
    }

    /**
     * What is optional is known to one package each, and those are known to nobody, so that nothing loads them unasked; but
     * the jobs of Spark have commands.
     */
    @Test
    void onlyAdaptersKnowOptionalLibraries() {
        Map<String, String> adapters = Map.of(
                "io.cameo.loader.djl", "ai.djl",
                "io.cameo.loader.onnx", "ai.onnxruntime",
                "io.cameo.spark", "org.apache.spark");
        adapters.forEach((adapter, library) -> {
            assertThat(classes.stream().filter(type -> type.getPackageName().equals(adapter)))
                    .hasSizeGreaterThan(2);
            assertNoUse(
                    target -> target.getPackageName().startsWith(library),
                    type -> type.getPackageName().equals(adapter));
            assertNoUse(
                    target -> target.getPackageName().equals(adapter),
                    type -> type.getPackageName().equals(adapter) || isCommandOf(adapter, type));
        });
    }

    private static boolean isCommandOf(String adapter, JavaClass type) {
        return adapter.equals("io.cameo.spark")
                && room(type).equals("cli")
                && topLevel(type).getSimpleName().startsWith("Spark");
    }

    @Test
    void onlyTheCommandLineKnowsItsLibraries() {
        assertNoUse(
                target -> target.getPackageName().startsWith("picocli")
                        || target.getPackageName().startsWith("me.tongfei"),
                type -> room(type).equals("cli"));
    }

    @Test
    void onlyMainEndsTheProcess() {
        assertNoAccess(
                access -> isMember(access, "java.lang.System", "exit")
                        || isMember(access, "java.lang.Runtime", "exit", "halt"),
                type -> type.getName().equals("io.cameo.cli.Main"));
    }

    @Test
    void everyRandomNumberHasASeed() {
        assertNoAccess(
                access -> isMember(access, "java.lang.Math", "random")
                        || isMember(access, "java.util.Collections", "shuffle")
                        || access.getTargetOwner().getName().equals("java.util.concurrent.ThreadLocalRandom")
                        || (isMember(access, "java.util.Random", "<init>")
                                && access.getTarget().getFullName().endsWith("<init>()")),
                type -> false);
    }

    @Test
    void namesSayWhatThingsAre() {
        List<String> faults = classes.stream()
                .filter(type -> Stream.concat(
                                Stream.of(type.getSimpleName()),
                                Arrays.stream(room(type).split("\\.")))
                        .anyMatch(ArchitectureTest::saysNothing))
                .map(JavaClass::getName)
                .toList();
        assertThat(faults).as("names that say nothing: " + EMPTY_NAMES).isEmpty();
    }

    private void assertNoAccess(Predicate<JavaAccess<?>> forbidden, Predicate<JavaClass> allowedIn) {
        List<String> faults = classes.stream()
                .filter(allowedIn.negate())
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(forbidden)
                .map(JavaAccess::getDescription)
                .toList();
        assertThat(faults).isEmpty();
    }

    private void assertNoUse(Predicate<JavaClass> forbidden, Predicate<JavaClass> allowedIn) {
        List<String> faults = classes.stream()
                .filter(allowedIn.negate())
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> forbidden.test(use.getTargetClass().getBaseComponentType()))
                .map(Object::toString)
                .toList();
        assertThat(faults).isEmpty();
    }

    private static boolean isMember(JavaAccess<?> access, String owner, String... names) {
        return access.getTargetOwner().getName().equals(owner)
                && Arrays.asList(names).contains(access.getName());
    }

    private static boolean isShutdownHook(JavaClass type) {
        return type.getName().equals("io.cameo.cli.Interrupts");
    }

    private static boolean isPackageInfo(JavaClass type) {
        return type.getSimpleName().equals("package-info");
    }

    private static boolean isOpencv(JavaClass type) {
        return type.getBaseComponentType().getPackageName().startsWith("org.bytedeco");
    }

    private static boolean isPublished(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> typesIn(JavaMember member) {
        return switch (member) {
            case JavaField field -> field.getType().getAllInvolvedRawTypes().stream();
            case JavaCodeUnit unit ->
                Stream.of(unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()))
                        .flatMap(types -> types)
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream());
            default -> throw new IllegalArgumentException("unknown member: name=" + member.getFullName());
        };
    }

    private static boolean saysNothing(String name) {
        return EMPTY_NAMES.stream()
                .anyMatch(empty -> name.endsWith(empty) || name.equals(empty.toLowerCase(Locale.ROOT)));
    }

    private static JavaClass topLevel(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    /** The package below {@code io.cameo}, its first part only: subpackages belong to their room. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT)) {
            return "";
        }
        String below = name.substring(ROOT.length());
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }
}

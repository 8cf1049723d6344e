package io.cameo;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.cameo.compute.CudaLibrary;
import io.cameo.image.DeviceTensor;
import io.cameo.mask.BitOrder;
import io.cameo.nativelib.CFunction;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the header of the kernels and their bindings together: the same functions, word for word, and the same codes. */
class NativeHeaderTest {
    private static final Path HEADER = Path.of("native/include/cameo.h");
    private static final Pattern FUNCTION = Pattern.compile("CAMEO_API\\s+((?:int32_t|const char)[^;]+?)\\s*;");
    private static final Pattern NAME = Pattern.compile("\\b(cameo_\\w+)\\s*\\(");
    private static final Pattern CODE = Pattern.compile("\\bCAMEO_(\\w+)\\s*=\\s*(-?\\d+)");

    private final String header = read();

    @Test
    void everyFunctionIsBoundAsTheHeaderDeclaresIt() {
        Map<String, String> declared = byName(FUNCTION.matcher(withoutComments())
                .results()
                .map(match -> match.group(1))
                .toList());
        Map<String, String> bound = byName(bindings());
        assertThat(declared).hasSizeGreaterThan(15);
        assertThat(bound).isEqualTo(declared);
    }

    /** A function that two records bind is bound twice for no reason, and one of them may be forgotten. */
    @Test
    void noFunctionIsBoundTwice() {
        assertThat(bindings().stream().map(NativeHeaderTest::plain)).doesNotHaveDuplicates();
    }

    @Test
    void codesAreTheSame() {
        Map<String, Integer> codes = CODE.matcher(withoutComments())
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> Integer.valueOf(match.group(2))));
        for (DeviceTensor.Type type : DeviceTensor.Type.values()) {
            assertThat(codes).containsEntry(type.name(), type.code());
        }
        for (DeviceTensor.Layout layout : DeviceTensor.Layout.values()) {
            assertThat(codes).containsEntry(layout.name(), layout.code());
        }
        assertThat(codes)
                .containsEntry(BitOrder.MSB_FIRST.name(), 0)
                .containsEntry(BitOrder.LSB_FIRST.name(), 1)
                .containsEntry("ORDER_SAME", 0)
                .containsEntry("ORDER_REVERSED", 1)
                .containsEntry("TO_DEVICE", 0)
                .containsEntry("TO_HOST", 1)
                .containsEntry("ON_DEVICE", 2);
    }

    /** The table at the head of the header speaks of every function that takes pixels or masks. */
    @Test
    void theTableNamesEveryKernel() {
        String table = header.substring(0, header.indexOf("#ifndef"));
        assertThat(byName(bindings()).keySet().stream().filter(name -> name.matches("cameo_(face|image|mask)_.*")))
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(name -> assertThat(table).contains("   " + name + " "));
    }

    /** Only these are loaded: others may need libraries that are not there. */
    private static boolean hasHandles(JavaClass type) {
        return type.getFields().stream().anyMatch(field -> field.getRawType().isEquivalentTo(MethodHandle.class));
    }

    private static List<String> bindings() {
        URL classes = CudaLibrary.class.getProtectionDomain().getCodeSource().getLocation();
        return new ClassFileImporter()
                .importUrl(classes).stream()
                        .filter(type -> type.isAssignableTo(Record.class) && hasHandles(type))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                        .filter(component -> component.isAnnotationPresent(CFunction.class))
                        .map(NativeHeaderTest::declaration)
                        .filter(declaration -> declaration.contains("cameo_"))
                        .toList();
    }

    private static String declaration(RecordComponent component) {
        return component.getAnnotation(CFunction.class).value();
    }

    private static Map<String, String> byName(List<String> declarations) {
        return declarations.stream()
                .map(NativeHeaderTest::plain)
                .collect(Collectors.toMap(NativeHeaderTest::name, Function.identity(), (a, b) -> a, TreeMap::new));
    }

    private static String name(String declaration) {
        return NAME.matcher(declaration)
                .results()
                .findFirst()
                .map((MatchResult match) -> match.group(1))
                .orElseThrow(() -> new AssertionError("no function in: " + declaration));
    }

    /** Without what white space means nothing. */
    private static String plain(String declaration) {
        return declaration.replaceAll("\\s+", " ").replaceAll("\\s*([(),*])\\s*", "$1");
    }

    private String withoutComments() {
        return header.replaceAll("(?s)/\\*.*?\\*/", " ");
    }

    private static String read() {
        try {
            return Files.readString(HEADER);
        } catch (IOException failure) {
            throw new AssertionError("no header", failure);
        }
    }
}

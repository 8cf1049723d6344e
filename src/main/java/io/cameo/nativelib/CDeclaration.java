package io.cameo.nativelib;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A C function's declaration as text, and its type. Known are pointers, {@code int32_t}, {@code int64_t}, {@code float} and
 * {@code double}, which have the same size everywhere.
 */
record CDeclaration(String name, FunctionDescriptor type) {
    private static final Pattern FUNCTION = Pattern.compile("\\s*(.*?)\\b(\\w+)\\s*\\(([^()]*)\\)\\s*", Pattern.DOTALL);
    private static final Pattern PARAMETER_NAME = Pattern.compile("\\w+$");

    /**
     * @throws IllegalArgumentException if the text is no declaration of a function, or names another type
     */
    static CDeclaration parse(String text) {
        Matcher function = FUNCTION.matcher(text);
        if (!function.matches()) {
            throw new IllegalArgumentException("not a declaration of a function: text=" + text);
        }
        MemoryLayout[] parameters =
                parameters(function.group(3)).stream().map(CDeclaration::layout).toArray(MemoryLayout[]::new);
        String result = function.group(1).strip();
        return new CDeclaration(
                function.group(2),
                result.equals("void")
                        ? FunctionDescriptor.ofVoid(parameters)
                        : FunctionDescriptor.of(layout(result), parameters));
    }

    private static List<String> parameters(String text) {
        String list = text.strip();
        if (list.isEmpty() || list.equals("void")) {
            return List.of();
        }
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .map(parameter ->
                        PARAMETER_NAME.matcher(parameter).replaceFirst("").strip())
                .toList();
    }

    private static MemoryLayout layout(String type) {
        if (type.endsWith("*")) {
            return ValueLayout.ADDRESS;
        }
        return switch (type) {
            case "int32_t" -> ValueLayout.JAVA_INT;
            case "int64_t" -> ValueLayout.JAVA_LONG;
            case "float" -> ValueLayout.JAVA_FLOAT;
            case "double" -> ValueLayout.JAVA_DOUBLE;
            default -> throw new IllegalArgumentException("unknown C type: type=" + type);
        };
    }
}

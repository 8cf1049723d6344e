package io.cameo.loader.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes small ONNX models as protobuf messages, with nothing but the field numbers of onnx.proto3 (IR version 8, opset 13). One
 * input {@code x} with a free number of rows, one output {@code y} in float32.
 */
public final class OnnxModel {
    /** Element types of TensorProto. */
    public static final int FLOAT = 1;

    public static final int UINT8 = 2;
    public static final int INT8 = 3;
    public static final int FLOAT16 = 10;

    private static final int ATTRIBUTE_INTS = 7;

    private OnnxModel() {}

    /** The mean of every channel of every row: {@code [n, c, 1, 1]} of {@code [n, c, h, w]}. */
    public static byte[] means(int elementType, int channels, int heightPx, int widthPx) {
        Message graph = new Message()
                .message(
                        1,
                        node(
                                "Cast",
                                List.of("x"),
                                "numbers",
                                new Message().text(1, "to").number(3, FLOAT).number(20, 2)))
                .message(1, node("GlobalAveragePool", List.of("numbers"), "y"))
                .text(2, "means")
                .message(11, value("x", elementType, channels, heightPx, widthPx))
                .message(12, value("y", FLOAT, channels, 1, 1));
        return model(graph);
    }

    /** A convolution of 1x1: every pixel of the output is the weights times the channels of that pixel, and the bias. */
    public static byte[] mix(float[] weights, float bias, int heightPx, int widthPx) {
        Message graph = new Message()
                .message(
                        1,
                        node(
                                "Conv",
                                List.of("x", "w", "b"),
                                "y",
                                new Message()
                                        .text(1, "kernel_shape")
                                        .number(8, 1)
                                        .number(8, 1)
                                        .number(20, ATTRIBUTE_INTS)))
                .text(2, "mix")
                .message(5, tensor("w", weights, 1, weights.length, 1, 1))
                .message(5, tensor("b", new float[] {bias}, 1))
                .message(11, value("x", FLOAT, weights.length, heightPx, widthPx))
                .message(12, value("y", FLOAT, 1, heightPx, widthPx));
        return model(graph);
    }

    private static byte[] model(Message graph) {
        return new Message()
                .number(1, 8)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 13))
                .bytes();
    }

    private static Message node(String operator, List<String> inputs, String output, Message... attributes) {
        Message node = new Message();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(4, operator);
        for (Message attribute : attributes) {
            node.message(5, attribute);
        }
        return node;
    }

    private static Message value(String name, int elementType, int... sides) {
        Message shape = new Message().message(1, new Message().text(2, "n"));
        for (int side : sides) {
            shape.message(1, new Message().number(1, side));
        }
        Message tensorType = new Message().number(1, elementType).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensorType));
    }

    private static Message tensor(String name, float[] numbers, int... sides) {
        Message tensor = new Message();
        for (int side : sides) {
            tensor.number(1, side);
        }
        ByteBuffer raw = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(numbers);
        return tensor.number(2, FLOAT).text(8, name).field(9, raw.array());
    }

    /** A protobuf message that is being written. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return field(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return field(field, value.bytes());
        }

        Message field(int field, byte[] value) {
            varint(((long) field << 3) | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while (rest >= 0x80) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}

package io.cameo.face;

import java.util.ArrayList;
import java.util.List;

/**
 * The four networks of the cascade as the Caffe text that OpenCV reads, so that a user needs the weights only. Layer
 * names are those the weights carry. From the paper's figure 2 (Zhang et al., Joint Face Detection and Alignment Using
 * Multitask Cascaded Convolutional Networks, 2016) and the names and shapes in the published weights.
 *
 * @param text the network description
 * @param outputs the layers that answer, in the order of {@link CaffeNet#output}
 */
record MtcnnArchitecture(String text, List<String> outputs) {
    /** Any size from 12x12 up: one answer for each window of 12 pixels, at every second pixel. */
    static MtcnnArchitecture proposal() {
        Caffe net = new Caffe(3, 12);
        String last = net.convolution("data", "conv1", 3, 10, "PReLU1");
        last = net.pool(last, "pool1", 2);
        last = net.convolution(last, "conv2", 3, 16, "PReLU2");
        last = net.convolution(last, "conv3", 3, 32, "PReLU3");
        net.convolution(last, "conv4-1", 1, 2);
        net.convolution(last, "conv4-2", 1, 4);
        net.softmax("conv4-1");
        return new MtcnnArchitecture(net.text(), List.of("conv4-2", "prob1"));
    }

    /** Judges windows of 24x24 pixels. */
    static MtcnnArchitecture refinement() {
        Caffe net = new Caffe(3, 24);
        String last = features(net, "data", "");
        last = net.dense(last, "conv4", 128, "prelu4");
        net.dense(last, "conv5-1", 2);
        net.dense(last, "conv5-2", 4);
        net.softmax("conv5-1");
        return new MtcnnArchitecture(net.text(), List.of("conv5-2", "prob1"));
    }

    /** Judges windows of 48x48 pixels and finds five points. */
    static MtcnnArchitecture output() {
        Caffe net = new Caffe(3, 48);
        String last = net.convolution("data", "conv1", 3, 32, "prelu1");
        last = net.pool(last, "pool1", 3);
        last = net.convolution(last, "conv2", 3, 64, "prelu2");
        last = net.pool(last, "pool2", 3);
        last = net.convolution(last, "conv3", 3, 64, "prelu3");
        last = net.pool(last, "pool3", 2);
        last = net.convolution(last, "conv4", 2, 128, "prelu4");
        last = net.dense(last, "conv5", 256, "prelu5");
        net.dense(last, "conv6-1", 2);
        net.dense(last, "conv6-2", 4);
        net.dense(last, "conv6-3", 10);
        net.softmax("conv6-1");
        return new MtcnnArchitecture(net.text(), List.of("conv6-2", "prob1", "conv6-3"));
    }

    /** Moves five points, each from its own patch of 24x24 pixels; the patches lie one behind another as channels. */
    static MtcnnArchitecture landmarks() {
        Caffe net = new Caffe(15, 24);
        List<String> patches = List.of("data241", "data242", "data243", "data244", "data245");
        net.slice(patches);
        List<String> seen = new ArrayList<>();
        for (String patch : patches) {
            seen.add(features(net, patch, "_" + (seen.size() + 1)));
        }
        String shared = net.dense(net.concatenate(seen, "conv3"), "fc4", 256, "prelu4");
        for (int point = 1; point <= 5; point++) {
            String own = net.dense(shared, "fc4_" + point, 64, "prelu4_" + point);
            net.dense(own, "fc5_" + point, 2);
        }
        return new MtcnnArchitecture(net.text(), List.of("fc5_1", "fc5_2", "fc5_3", "fc5_4", "fc5_5"));
    }

    private static String features(Caffe net, String from, String suffix) {
        String last = net.convolution(from, "conv1" + suffix, 3, 28, "prelu1" + suffix);
        last = net.pool(last, "pool1" + suffix, 3);
        last = net.convolution(last, "conv2" + suffix, 3, 48, "prelu2" + suffix);
        last = net.pool(last, "pool2" + suffix, 3);
        return net.convolution(last, "conv3" + suffix, 2, 64, "prelu3" + suffix);
    }

    /** Writes layers in Caffe's text form. */
    private static final class Caffe {
        private final StringBuilder text = new StringBuilder();

        Caffe(int channels, int sidePx) {
            text.append("input: \"data\" input_dim: 1 input_dim: ").append(channels);
            text.append(" input_dim: ")
                    .append(sidePx)
                    .append(" input_dim: ")
                    .append(sidePx)
                    .append('\n');
        }

        String text() {
            return text.toString();
        }

        String convolution(String from, String name, int kernelPx, int channels) {
            String shape = "convolution_param { num_output: " + channels + " kernel_size: " + kernelPx + " }";
            return layer(name, "Convolution", List.of(from), List.of(name), shape);
        }

        String convolution(String from, String name, int kernelPx, int channels, String slopes) {
            return slope(convolution(from, name, kernelPx, channels), slopes);
        }

        String dense(String from, String name, int channels) {
            String shape = "inner_product_param { num_output: " + channels + " }";
            return layer(name, "InnerProduct", List.of(from), List.of(name), shape);
        }

        String dense(String from, String name, int channels, String slopes) {
            return slope(dense(from, name, channels), slopes);
        }

        /** The last window may hang over the edge: Caffe rounds the number of windows up, and so does OpenCV for it. */
        String pool(String from, String name, int kernelPx) {
            String shape = "pooling_param { pool: MAX kernel_size: " + kernelPx + " stride: 2 }";
            return layer(name, "Pooling", List.of(from), List.of(name), shape);
        }

        void softmax(String from) {
            layer("prob1", "Softmax", List.of(from), List.of("prob1"), "");
        }

        /** Cuts the channels into threes. */
        void slice(List<String> parts) {
            StringBuilder points = new StringBuilder("slice_param { axis: 1");
            for (int i = 1; i < parts.size(); i++) {
                points.append(" slice_point: ").append(3 * i);
            }
            layer("slice", "Slice", List.of("data"), parts, points.append(" }").toString());
        }

        String concatenate(List<String> parts, String name) {
            return layer(name, "Concat", parts, List.of(name), "concat_param { axis: 1 }");
        }

        private String slope(String blob, String name) {
            return layer(name, "PReLU", List.of(blob), List.of(blob), "");
        }

        private String layer(String name, String type, List<String> bottoms, List<String> tops, String shape) {
            text.append("layer { name: \"")
                    .append(name)
                    .append("\" type: \"")
                    .append(type)
                    .append('"');
            bottoms.forEach(bottom -> text.append(" bottom: \"").append(bottom).append('"'));
            tops.forEach(top -> text.append(" top: \"").append(top).append('"'));
            text.append(' ').append(shape).append(" }\n");
            return tops.getFirst();
        }
    }
}

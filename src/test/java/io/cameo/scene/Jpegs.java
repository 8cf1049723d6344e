package io.cameo.scene;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** How large the JDK's own encoder makes a portrait. */
final class Jpegs {
    private Jpegs() {}

    static int size(Drawn drawn, float quality) throws IOException {
        return encode(image(drawn), quality);
    }

    /** The 112 by 112 face with its eyes where the usual template has them, upright or not. */
    static int cropSize(Drawn drawn, float quality) throws IOException {
        BufferedImage crop = new BufferedImage(112, 112, BufferedImage.TYPE_3BYTE_BGR);
        double apart = Math.hypot(drawn.x(1) - drawn.x(0), drawn.y(1) - drawn.y(0));
        double scale = 35.2 / apart;
        Graphics2D g = crop.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.translate(56, 51.6);
        g.scale(scale, scale);
        g.translate(-(drawn.x(0) + drawn.x(1)) / 2, -(drawn.y(0) + drawn.y(1)) / 2);
        g.drawImage(image(drawn), 0, 0, null);
        g.dispose();
        return encode(crop, quality);
    }

    private static BufferedImage image(Drawn drawn) {
        int side = drawn.sizePx();
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = drawn.bgr();
        for (int i = 0; i < side * side; i++) {
            int rgb = (bgr[3 * i + 2] & 255) << 16 | (bgr[3 * i + 1] & 255) << 8 | (bgr[3 * i] & 255);
            image.setRGB(i % side, i / side, rgb);
        }
        return image;
    }

    private static int encode(BufferedImage image, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.size();
    }
}

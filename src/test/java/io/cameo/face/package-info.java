/** Tests of the face room; the oracles are OpenCV and what InsightFace's own scripts made. */
package io.cameo.face;

"""The Equal Earth projection: areas stay true, so that Africa is as large as it is.

Šavrič, Patterson and Jenny, “The Equal Earth map projection”, International Journal of
Geographical Information Science 33(3), 2019.
"""

from __future__ import annotations

from math import asin, cos, pi, radians, sin, sqrt

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_HALF_ROOT = sqrt(3) / 2

HALF_WIDTH = 2 * sqrt(3) * pi / (3 * _A1)
"""From the central meridian to its antipode on the equator, for a sphere of radius 1."""


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Place degrees on the plane, for a sphere of radius 1; y grows to the north.

    Raises:
        ValueError: a latitude beyond 90 or a longitude beyond 180 degrees.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError((latitude, longitude))
    theta = asin(_HALF_ROOT * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = 9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1
    x = 2 * sqrt(3) * radians(longitude) * cos(theta) / (3 * slope)
    y = theta * (_A4 * sixth * square + _A3 * sixth + _A2 * square + _A1)
    return x, y

"""Coordinates: GCJ-02, as many Chinese maps use it, to WGS84 and back.

The offset is the published approximation (the "Mars" transform over the Krasovsky 1940 ellipsoid) that every open
implementation uses; the inverse is found by iteration. Accuracy about a decimetre against the forward form.
"""

from __future__ import annotations

import math

SEMI_MAJOR = 6378245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
ROUNDS = 8


def wgs84_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """The point in GCJ-02 degrees."""
    east, north = _offset(lon, lat)
    return lon + east, lat + north


def gcj02_to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """The point in WGS84 degrees."""
    guess_lon, guess_lat = lon, lat
    for _ in range(ROUNDS):
        forward_lon, forward_lat = wgs84_to_gcj02(guess_lon, guess_lat)
        guess_lon += lon - forward_lon
        guess_lat += lat - forward_lat
    return guess_lon, guess_lat


def _offset(lon: float, lat: float) -> tuple[float, float]:
    x, y = lon - 105.0, lat - 35.0
    north, east = _north(x, y), _east(x, y)
    radians = math.radians(lat)
    magic = 1 - ECCENTRICITY_SQUARED * math.sin(radians) ** 2
    root = math.sqrt(magic)
    north = north * 180.0 / ((SEMI_MAJOR * (1 - ECCENTRICITY_SQUARED)) / (magic * root) * math.pi)
    east = east * 180.0 / (SEMI_MAJOR / root * math.cos(radians) * math.pi)
    return east, north


def _waves(value: float) -> float:
    return (20.0 * math.sin(6.0 * value * math.pi) + 20.0 * math.sin(2.0 * value * math.pi)) * 2.0 / 3.0


def _north(x: float, y: float) -> float:
    total = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    total += _waves(x)
    total += (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    total += (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    return total


def _east(x: float, y: float) -> float:
    total = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    total += _waves(x)
    total += (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    total += (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    return total

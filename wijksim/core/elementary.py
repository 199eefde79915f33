"""Exponentials, logarithms and powers that give the same bits on every processor.

Represents: exp, log, pow and their relatives, built from IEEE 754 addition, multiplication,
division and exact changes of the exponent alone. The versions in mathematical libraries choose
other code for other processors, and their last bits differ; one last bit can turn a "yes" into a
"no" for one resident, after which two runs drift apart.

Source: the textbook route (Muller 2016, "Elementary Functions"): reduce the argument with the
logarithm of 2 in two parts, sum the Taylor series of exp or of the inverse hyperbolic tangent, and
put the exponent back. Where more bits are needed a number is kept as a sum of two (Dekker 1971).

Accuracy, in units in the last place (ulp): every function here is within 2 ulp; tests hold it.

Leaves out: the other functions of a mathematical library, powers of negative numbers, and floating
point flags. ``x`` and results are pure numbers, float64. Nothing raises: results follow the limits,
and a question without an answer gives nan.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijksim.core.compile import inline_kernel, kernel

INFINITY = np.inf
NOT_A_NUMBER = np.nan

# The logarithm of 2: the first 40 bits, so that a whole number of them is exact, and the rest.
_LN2_HIGH = float.fromhex("0x1.62e42fefa4p-1")
_LN2_LOW = float.fromhex("-0x1.8432a1b0e2634p-43")
_INVERSE_LN2 = 1.4426950408889634
# Adding and taking away this number rounds to a whole number, which then stands in the last bits.
_ROUNDER = 1.5 * 2.0**52
_ROUNDER_BITS = np.int64(0x4338000000000000)
_MANTISSA_BITS = np.int64(52)
_EXPONENT_BIAS = np.int64(1023)
_SQRT_HALF_BITS = np.int64(0x3FE6A09E667F3BCD)
_ONE_BITS = np.int64(0x3FF0000000000000)
_SMALLEST_NORMAL = 2.0**-1022
_TWO_POW_54 = 2.0**54
_OVERFLOW_AT = 710.0
_UNDERFLOW_AT = -746.0
_ONE_IS_ALL_AT = -60.0
_UPPER_HALF_BITS = np.int64(-(2**27))
_STEEPEST_POWER = 2.0**66
_TWO_THIRDS = 2.0 / 3.0
_TWO_THIRDS_HIGH = float.fromhex("0x1.555554p-1")
_TWO_THIRDS_LOW = float.fromhex("0x1.5555555555555p-25")


@inline_kernel
def _two_to(k: np.int64) -> np.float64:
    """Two to the power ``k``, from -1022 up to 1023, by writing its exponent."""
    return np.int64((k + _EXPONENT_BIAS) << _MANTISSA_BITS).view(np.float64)


@inline_kernel
def _exp_tail(r: float) -> float:
    """The series of (exp(r) - 1 - r) / r**2 for r between -0.35 and 0.35."""
    r2 = r * r
    r4 = r2 * r2
    low = (0.5 + r * (1.0 / 6.0)) + r2 * ((1.0 / 24.0) + r * (1.0 / 120.0))
    middle = ((1.0 / 720.0) + r * (1.0 / 5040.0)) + r2 * ((1.0 / 40320.0) + r * (1.0 / 362880.0))
    high = ((1.0 / 3628800.0) + r * (1.0 / 39916800.0)) + r2 * (
        (1.0 / 479001600.0) + r * (1.0 / 6227020800.0)
    )
    return low + r4 * (middle + r4 * high)


@inline_kernel
def _exp_of_sum(high: float, low: float) -> float:
    """exp(high + low) for a small ``low``."""
    x = min(max(high, _UNDERFLOW_AT), _OVERFLOW_AT)
    low = low if x == high else 0.0
    shifted = x * _INVERSE_LN2 + _ROUNDER
    whole = shifted - _ROUNDER
    k = np.float64(shifted).view(np.int64) - _ROUNDER_BITS
    r = (x - whole * _LN2_HIGH) - (whole * _LN2_LOW - low)
    y = 1.0 + (r + r * r * _exp_tail(r))
    half = k >> np.int64(1)
    return (y * _two_to(half)) * _two_to(k - half)


@inline_kernel
def exp(x: float) -> float:
    """The number e to the power ``x``, within 1 ulp; 0 far below, infinity above 709.78.

    >>> exp(0.0)
    1.0
    """
    value = _exp_of_sum(x, 0.0)
    return x if x != x else value


@inline_kernel
def one_minus_exp(x: float) -> float:
    """1 - exp(-x), within 2 ulp also for small ``x``: the chance that belongs to a hazard ``x``.

    >>> one_minus_exp(1e-20)
    1e-20
    """
    t = min(max(-x, _ONE_IS_ALL_AT), _OVERFLOW_AT)
    shifted = t * _INVERSE_LN2 + _ROUNDER
    whole = shifted - _ROUNDER
    k = np.float64(shifted).view(np.int64) - _ROUNDER_BITS
    r = (t - whole * _LN2_HIGH) - whole * _LN2_LOW
    p = r + r * r * _exp_tail(r)
    scale = _two_to(min(k, np.int64(1000)))
    small = (1.0 - scale) - scale * p
    large = -((p + (1.0 - 1.0 / scale)) * scale) * _two_to(k - min(k, np.int64(1000)))
    value = small if k <= 0 else large
    return x if x != x else value


@inline_kernel
def logistic(x: float) -> float:
    """1 / (1 + exp(-x)), within 2 ulp.

    >>> logistic(0.0)
    0.5
    """
    e = exp(-abs(x))
    d = 1.0 + e
    value = (1.0 if x >= 0.0 else e) / d
    return value - value * (e - (d - 1.0)) / d


@inline_kernel
def _fraction_and_exponent(x: float) -> tuple[np.float64, np.float64]:
    """Split a positive ``x`` into m, from sqrt(1/2) to sqrt(2), and k, so that x = m * 2**k."""
    tiny = x < _SMALLEST_NORMAL
    bits = np.float64(x * _TWO_POW_54 if tiny else x).view(np.int64)
    k = (bits - _SQRT_HALF_BITS + _ONE_BITS) >> _MANTISSA_BITS
    k = k - _EXPONENT_BIAS
    m = np.int64(bits - (k << _MANTISSA_BITS)).view(np.float64)
    return m, np.float64(k) - (54.0 if tiny else 0.0)


@inline_kernel
def _atanh_tail(z: float) -> float:
    """The series of 2/5 z + 2/7 z**2 + ... for z = s**2 between 0 and 0.03."""
    z2 = z * z
    z4 = z2 * z2
    low = ((2.0 / 5.0) + z * (2.0 / 7.0)) + z2 * ((2.0 / 9.0) + z * (2.0 / 11.0))
    high = ((2.0 / 13.0) + z * (2.0 / 15.0)) + z2 * ((2.0 / 17.0) + z * (2.0 / 19.0))
    rest = ((2.0 / 21.0) + z * (2.0 / 23.0)) + z2 * ((2.0 / 25.0) + z * (2.0 / 27.0))
    return z * (low + z4 * (high + z4 * rest))


@inline_kernel
def _log_limits(x: float, value: float) -> float:
    """Put the limits in place: log(0), log of a negative number, of infinity and of nan."""
    value = value if x < INFINITY else x
    value = value if x > 0.0 else NOT_A_NUMBER
    return -INFINITY if x == 0.0 else value


@inline_kernel
def log(x: float) -> float:
    """The natural logarithm, within 1 ulp; -infinity at 0 and nan below.

    >>> log(1.0)
    0.0
    """
    m, k = _fraction_and_exponent(x)
    f = m - 1.0
    s = f / (2.0 + f)
    z = s * s
    half_square = 0.5 * f * f
    series = z * (_TWO_THIRDS + _atanh_tail(z))
    low = s * (half_square + series) + k * _LN2_LOW
    return _log_limits(x, k * _LN2_HIGH - ((half_square - low) - f))


@inline_kernel
def _upper_half(x: float) -> float:
    """The first 26 bits of ``x``: two such halves have an exact product."""
    return np.int64(np.float64(x).view(np.int64) & _UPPER_HALF_BITS).view(np.float64)


@inline_kernel
def _log_in_two_parts(x: float) -> tuple[float, float]:
    """The logarithm of a positive, finite ``x`` as a sum of two numbers, good to some 65 bits.

    The series is summed as 3/2 log(m) = s (3 + s**2 + 3/5 s**4 + ...), with s = (m - 1) / (m + 1).
    """
    m, k = _fraction_and_exponent(x)
    f = m - 1.0
    d = 1.0 + m
    inverse = 1.0 / d
    s = f * inverse
    s_high = _upper_half(s)
    d_high = _upper_half(d)
    s_low = ((f - s_high * d_high) - s_high * (m - (d_high - 1.0))) * inverse
    z = s * s
    z_high = s_high * s_high
    rest = 1.5 * (z * _atanh_tail(z)) + s_low * (s_high + s)
    t_high = _upper_half((3.0 + z_high) + rest)
    t_low = rest - ((t_high - 3.0) - z_high)
    u = s_high * t_high
    v = s_low * t_high + t_low * s
    p_high = _upper_half(u + v)
    p_low = v - (p_high - u)
    fraction = _TWO_THIRDS_HIGH * p_high
    fraction_low = _TWO_THIRDS_LOW * p_high + _TWO_THIRDS * p_low
    whole = k * _LN2_HIGH
    total = _upper_half((whole + fraction) + fraction_low)
    return total, ((whole - total) + fraction) + (fraction_low + k * _LN2_LOW)


@inline_kernel
def pow_(x: float, y: float) -> float:
    """``x`` to the power ``y`` for x of 0 or more, within 2 ulp; nan for a negative ``x``.

    Anything to the power 0 is 1, and 1 to any power is 1. This is the dearest function here: in a
    plain loop over a column several are done at once, in a loop full of branches they are not.

    >>> pow_(9.0, 0.5)
    3.0
    """
    inside = 0.0 < x < INFINITY
    log_high, log_low = _log_in_two_parts(x if inside else 1.0)
    bounded = min(max(y, -_STEEPEST_POWER), _STEEPEST_POWER)
    y_high = _upper_half(bounded)
    low = (bounded - y_high) * log_high + bounded * log_low
    value = _exp_of_sum(y_high * log_high, low)
    edge = (0.0 if y < 0.0 else INFINITY) if x > 0.0 else (INFINITY if y < 0.0 else 0.0)
    value = value if inside else edge
    value = value if x >= 0.0 and y == y else NOT_A_NUMBER
    return 1.0 if y == 0.0 or x == 1.0 else value


@kernel
def _fill_exp(x: NDArray[np.float64], out: NDArray[np.float64]) -> None:
    for i in range(x.shape[0]):
        out[i] = exp(x[i])


@kernel
def _fill_one_minus_exp(x: NDArray[np.float64], out: NDArray[np.float64]) -> None:
    for i in range(x.shape[0]):
        out[i] = one_minus_exp(x[i])


@kernel
def _fill_logistic(x: NDArray[np.float64], out: NDArray[np.float64]) -> None:
    for i in range(x.shape[0]):
        out[i] = logistic(x[i])


@kernel
def _fill_log(x: NDArray[np.float64], out: NDArray[np.float64]) -> None:
    for i in range(x.shape[0]):
        out[i] = log(x[i])


@kernel
def _fill_pow(x: NDArray[np.float64], y: NDArray[np.float64], out: NDArray[np.float64]) -> None:
    for i in range(x.shape[0]):
        out[i] = pow_(x[i], y[i])


def _flat(x: ArrayLike) -> NDArray[np.float64]:
    return np.ascontiguousarray(x, dtype=np.float64).reshape(-1)


def exp_array(x: ArrayLike) -> NDArray[np.float64]:
    """:func:`exp` of every number in ``x``, in the same shape; for set-up code."""
    out = np.empty(np.shape(x), dtype=np.float64)
    _fill_exp(_flat(x), out.reshape(-1))
    return out


def one_minus_exp_array(x: ArrayLike) -> NDArray[np.float64]:
    """:func:`one_minus_exp` of every number in ``x``, in the same shape; for set-up code."""
    out = np.empty(np.shape(x), dtype=np.float64)
    _fill_one_minus_exp(_flat(x), out.reshape(-1))
    return out


def logistic_array(x: ArrayLike) -> NDArray[np.float64]:
    """:func:`logistic` of every number in ``x``, in the same shape; for set-up code."""
    out = np.empty(np.shape(x), dtype=np.float64)
    _fill_logistic(_flat(x), out.reshape(-1))
    return out


def log_array(x: ArrayLike) -> NDArray[np.float64]:
    """:func:`log` of every number in ``x``, in the same shape; for set-up code."""
    out = np.empty(np.shape(x), dtype=np.float64)
    _fill_log(_flat(x), out.reshape(-1))
    return out


def pow_array(x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
    """:func:`pow_` of every pair of ``x`` and ``y``, broadcast together; for set-up code."""
    base, power = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
    out = np.empty(base.shape, dtype=np.float64)
    _fill_pow(_flat(base), _flat(power), out.reshape(-1))
    return out

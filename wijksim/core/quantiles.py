"""From a uniform draw to a draw with another shape, by inverting the distribution.

Represents: normal, exponential and Poisson quantiles. One uniform number gives one result, and a
larger number never gives a smaller result, so that people who are lucky in one scenario are lucky
in another as well.

Source: Wichura (1988), algorithm AS 241 (PPND16), for the normal distribution, with its published
coefficients; for the others the definition of the quantile.

Leaves out: distributions with a memory of earlier draws, and rejection methods, which would use an
unknown number of draws. ``u`` lies strictly between 0 and 1.
"""

import math

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.elementary import exp, log

_LARGEST_SUMMED_MEAN = 500.0


@inline_kernel
def _normal_near_the_middle(q: float) -> float:
    r = 0.180625 - q * q
    upper = 3.3430575583588128105e4 + r * 2.5090809287301226727e3
    upper = 6.7265770927008700853e4 + r * upper
    upper = 4.5921953931549871457e4 + r * upper
    upper = 1.3731693765509461125e4 + r * upper
    upper = 1.9715909503065514427e3 + r * upper
    upper = 1.3314166789178437745e2 + r * upper
    upper = 3.3871328727963666080e0 + r * upper
    lower = 2.8729085735721942674e4 + r * 5.2264952788528545610e3
    lower = 3.9307895800092710610e4 + r * lower
    lower = 2.1213794301586595867e4 + r * lower
    lower = 5.3941960214247511077e3 + r * lower
    lower = 6.8718700749205790830e2 + r * lower
    lower = 4.2313330701600911252e1 + r * lower
    return q * upper / (1.0 + r * lower)


@inline_kernel
def _normal_in_the_shoulder(r: float) -> float:
    t = r - 1.6
    upper = 2.27238449892691845833e-2 + t * 7.74545014278341407640e-4
    upper = 2.41780725177450611770e-1 + t * upper
    upper = 1.27045825245236838258e0 + t * upper
    upper = 3.64784832476320460504e0 + t * upper
    upper = 5.76949722146069140550e0 + t * upper
    upper = 4.63033784615654529590e0 + t * upper
    upper = 1.42343711074968357734e0 + t * upper
    lower = 5.47593808499534494600e-4 + t * 1.05075007164441684324e-9
    lower = 1.51986665636164571966e-2 + t * lower
    lower = 1.48103976427480074590e-1 + t * lower
    lower = 6.89767334985100004550e-1 + t * lower
    lower = 1.67638483018380384940e0 + t * lower
    lower = 2.05319162663775882187e0 + t * lower
    return upper / (1.0 + t * lower)


@inline_kernel
def _normal_in_the_far_tail(r: float) -> float:
    t = r - 5.0
    upper = 2.71155556874348757815e-5 + t * 2.01033439929228813265e-7
    upper = 1.24266094738807843860e-3 + t * upper
    upper = 2.65321895265761230930e-2 + t * upper
    upper = 2.96560571828504891230e-1 + t * upper
    upper = 1.78482653991729133580e0 + t * upper
    upper = 5.46378491116411436990e0 + t * upper
    upper = 6.65790464350110377720e0 + t * upper
    lower = 1.42151175831644588870e-7 + t * 2.04426310338993978564e-15
    lower = 1.84631831751005468180e-5 + t * lower
    lower = 7.86869131145613259100e-4 + t * lower
    lower = 1.48753612908506148525e-2 + t * lower
    lower = 1.36929880922735805310e-1 + t * lower
    lower = 5.99832206555887937690e-1 + t * lower
    return upper / (1.0 + t * lower)


@kernel
def normal_quantile(u: float) -> float:
    """Return the standard normal value below which a share ``u`` lies; relative error 1e-15.

    >>> normal_quantile(0.5)
    0.0
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        return _normal_near_the_middle(q)
    r = math.sqrt(-log(u if q < 0.0 else 1.0 - u))
    size = _normal_in_the_shoulder(r) if r <= 5.0 else _normal_in_the_far_tail(r)
    return -size if q < 0.0 else size


@inline_kernel
def exponential_quantile(u: float) -> float:
    """Return the exponential value, with mean 1, below which a share ``u`` lies.

    Computed from 1 - u, which is exact for every ``u`` that :mod:`wijksim.core.randomness` draws.
    """
    return -log(1.0 - u)


@kernel
def poisson_quantile(u: float, mean: float) -> int:
    """Return the smallest count whose cumulative Poisson probability is above ``u``.

    For small means: the work grows with ``mean``. Above a mean of 500 the rounded normal
    distribution stands in. A mean of 0 or less, or nan, gives 0.
    """
    if not mean > 0.0:
        return 0
    if mean > _LARGEST_SUMMED_MEAN:
        return max(0, int(mean + math.sqrt(mean) * normal_quantile(u) + 0.5))
    count = 0
    chance = exp(-mean)
    below = chance
    while u >= below:
        count += 1
        chance = chance * mean / count
        if below + chance == below and count > mean:
            break
        below += chance
    return count

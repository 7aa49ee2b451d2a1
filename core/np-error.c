/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "np-error.h"

G_DEFINE_QUARK (np-error-quark, np_error)

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <openssl/x509v3.h>

#include "np-certificate-private.h"

/**
 * np_certificate_guess_role:
 *
 * What a certificate was made for, going by what it says of itself: an authority that signed itself is a PAA, any other a PAI, and who
 * isn't an authority a DAC. Whether it keeps that role's rules is np_certificate_check ()'s to say.
 */
NpCertificateRole
np_certificate_guess_role (NpCertificate *self)
{
  g_return_val_if_fail (self != NULL, NP_CERTIFICATE_DAC);

  if ((X509_get_extension_flags (np_certificate_get_x509 (self)) & EXFLAG_CA) == 0)
    return NP_CERTIFICATE_DAC;
  return np_certificate_is_issued_by (self, self) ? NP_CERTIFICATE_PAA : NP_CERTIFICATE_PAI;
}

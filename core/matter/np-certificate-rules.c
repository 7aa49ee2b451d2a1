/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-certificate-private.h"

/* The format rules for attestation certificates: Matter specification 6.2.2, VerifyAttestationCertificateFormat () of the SDK. */

#define DAC (1 << NP_CERTIFICATE_DAC)
#define PAI (1 << NP_CERTIFICATE_PAI)
#define PAA (1 << NP_CERTIFICATE_PAA)
#define ALL (DAC | PAI | PAA)

#define NO_PATH_LENGTH -1

#define ISSUE_ANEW N_("Have the certificate issued anew, with the profile of the Matter specification.")

typedef struct
{
  const char *code;
  NpSeverity severity;
  guint roles;
  NpAttestationCode conclusion;                       /* 0: that the role's format is invalid */
  char *(*find) (NpCertificate *, NpCertificateRole); /* what is wrong, NULL if nothing is */
  const char *why;
  const char *todo;
} Rule;

static const int known_extensions[] = {
  NID_basic_constraints,
  NID_key_usage,
  NID_subject_key_identifier,
  NID_authority_key_identifier,
};

static gboolean
has_extension (NpCertificate *certificate, int nid)
{
  return X509_get_ext_by_NID (np_certificate_get_x509 (certificate), nid, -1) >= 0;
}

static gboolean
is_critical (NpCertificate *certificate, int nid)
{
  X509 *x509 = np_certificate_get_x509 (certificate);
  int position = X509_get_ext_by_NID (x509, nid, -1);

  return position >= 0 && X509_EXTENSION_get_critical (X509_get_ext (x509, position));
}

static char *
find_too_long (NpCertificate *certificate, NpCertificateRole role)
{
  gsize size = g_bytes_get_size (np_certificate_get_der (certificate));

  if (size <= NP_CERTIFICATE_MAX_SIZE)
    return NULL;

  return g_strdup_printf (_("The %s has %" G_GSIZE_FORMAT " bytes; Matter allows %d."), np_certificate_role_get_name (role),
                          size, NP_CERTIFICATE_MAX_SIZE);
}

static char *
find_wrong_version (NpCertificate *certificate, NpCertificateRole role)
{
  long version = X509_get_version (np_certificate_get_x509 (certificate)) + 1;

  if (version == 3)
    return NULL;

  return g_strdup_printf (_("The %s is of X.509 version %ld, not 3."), np_certificate_role_get_name (role), version);
}

static char *
find_wrong_signature_algorithm (NpCertificate *certificate, NpCertificateRole role)
{
  int algorithm = X509_get_signature_nid (np_certificate_get_x509 (certificate));

  if (algorithm == NID_ecdsa_with_SHA256)
    return NULL;

  return g_strdup_printf (_("The %s is signed with %s, not with ecdsa-with-SHA256."), np_certificate_role_get_name (role),
                          algorithm != NID_undef ? OBJ_nid2sn (algorithm) : _("an unknown algorithm"));
}

static char *
find_wrong_public_key (NpCertificate *certificate, NpCertificateRole role)
{
  if (np_certificate_get_public_key (certificate) != NULL)
    return NULL;

  return g_strdup_printf (_("The key in the %s isn't an uncompressed public key on the curve P-256."),
                          np_certificate_role_get_name (role));
}

static char *
find_wrong_validity (NpCertificate *certificate, NpCertificateRole role)
{
  gint64 not_before = np_certificate_get_not_before (certificate);
  gint64 not_after = np_certificate_get_not_after (certificate);

  if (not_before != NP_CERTIFICATE_NO_TIME && not_after != NP_CERTIFICATE_NO_TIME && not_before <= not_after)
    return NULL;

  return g_strdup_printf (_("The %s isn't valid at any time."), np_certificate_role_get_name (role));
}

static char *
find_repeated_extension (NpCertificate *certificate, NpCertificateRole role)
{
  X509 *x509 = np_certificate_get_x509 (certificate);

  for (guint i = 0; i < G_N_ELEMENTS (known_extensions); i++)
    {
      int first = X509_get_ext_by_NID (x509, known_extensions[i], -1);

      if (first >= 0 && X509_get_ext_by_NID (x509, known_extensions[i], first) >= 0)
        return g_strdup_printf (_("The %s has the extension %s twice."), np_certificate_role_get_name (role),
                                OBJ_nid2ln (known_extensions[i]));
    }

  return NULL;
}

static char *
find_missing_basic_constraints (NpCertificate *certificate, NpCertificateRole role)
{
  if (has_extension (certificate, NID_basic_constraints))
    return NULL;

  return g_strdup_printf (_("The %s has no basic constraints."), np_certificate_role_get_name (role));
}

static char *
find_basic_constraints_not_critical (NpCertificate *certificate, NpCertificateRole role)
{
  if (!has_extension (certificate, NID_basic_constraints) || is_critical (certificate, NID_basic_constraints))
    return NULL;

  return g_strdup_printf (_("The basic constraints of the %s aren't marked as critical."), np_certificate_role_get_name (role));
}

static char *
find_wrong_ca (NpCertificate *certificate, NpCertificateRole role)
{
  gboolean is_ca = (X509_get_extension_flags (np_certificate_get_x509 (certificate)) & EXFLAG_CA) != 0;

  if (!has_extension (certificate, NID_basic_constraints) || is_ca == (role != NP_CERTIFICATE_DAC))
    return NULL;

  if (is_ca)
    return g_strdup_printf (_("The %s says that it may sign certificates."), np_certificate_role_get_name (role));

  return g_strdup_printf (_("The %s says that it may not sign certificates."), np_certificate_role_get_name (role));
}

static char *
find_wrong_path_length (NpCertificate *certificate, NpCertificateRole role)
{
  long length = X509_get_pathlen (np_certificate_get_x509 (certificate));
  gboolean holds = FALSE;

  switch (role)
    {
    case NP_CERTIFICATE_DAC:
      holds = length == NO_PATH_LENGTH;
      break;
    case NP_CERTIFICATE_PAI:
      holds = length == 0;
      break;
    case NP_CERTIFICATE_PAA:
      holds = length == NO_PATH_LENGTH || length == 1;
      break;
    }

  if (holds || !has_extension (certificate, NID_basic_constraints))
    return NULL;

  if (length == NO_PATH_LENGTH)
    return g_strdup_printf (_("The %s has no path length."), np_certificate_role_get_name (role));

  return g_strdup_printf (_("The %s has the path length %ld."), np_certificate_role_get_name (role), length);
}

static char *
find_missing_key_usage (NpCertificate *certificate, NpCertificateRole role)
{
  if (has_extension (certificate, NID_key_usage))
    return NULL;

  return g_strdup_printf (_("The %s doesn't say what its key may be used for."), np_certificate_role_get_name (role));
}

static char *
find_key_usage_not_critical (NpCertificate *certificate, NpCertificateRole role)
{
  if (!has_extension (certificate, NID_key_usage) || is_critical (certificate, NID_key_usage))
    return NULL;

  return g_strdup_printf (_("The key usage of the %s isn't marked as critical."), np_certificate_role_get_name (role));
}

static char *
find_wrong_key_usage (NpCertificate *certificate, NpCertificateRole role)
{
  guint32 usage = X509_get_key_usage (np_certificate_get_x509 (certificate));
  guint32 authority = KU_KEY_CERT_SIGN | KU_CRL_SIGN;

  if (!has_extension (certificate, NID_key_usage))
    return NULL;

  if (role == NP_CERTIFICATE_DAC ? usage == KU_DIGITAL_SIGNATURE : (usage & ~(guint32) KU_DIGITAL_SIGNATURE) == authority)
    return NULL;

  return g_strdup_printf (_("The key of the %s is allowed for other uses than the right ones (0x%X)."),
                          np_certificate_role_get_name (role), usage);
}

static gboolean
is_key_id (GBytes *key_id)
{
  return key_id != NULL && g_bytes_get_size (key_id) == NP_CERTIFICATE_KEY_ID_SIZE;
}

static char *
find_wrong_subject_key_id (NpCertificate *certificate, NpCertificateRole role)
{
  if (is_key_id (np_certificate_get_subject_key_id (certificate)))
    return NULL;

  return g_strdup_printf (_("The %s has no subject key identifier of 20 bytes."), np_certificate_role_get_name (role));
}

static char *
find_subject_key_id_critical (NpCertificate *certificate, NpCertificateRole role)
{
  if (!is_critical (certificate, NID_subject_key_identifier))
    return NULL;

  return g_strdup_printf (_("The subject key identifier of the %s is marked as critical."), np_certificate_role_get_name (role));
}

static char *
find_wrong_authority_key_id (NpCertificate *certificate, NpCertificateRole role)
{
  if (role == NP_CERTIFICATE_PAA && !has_extension (certificate, NID_authority_key_identifier))
    return NULL;

  if (is_key_id (np_certificate_get_authority_key_id (certificate)))
    return NULL;

  return g_strdup_printf (_("The %s has no authority key identifier of 20 bytes."), np_certificate_role_get_name (role));
}

static char *
find_authority_key_id_critical (NpCertificate *certificate, NpCertificateRole role)
{
  if (!is_critical (certificate, NID_authority_key_identifier))
    return NULL;

  return g_strdup_printf (_("The authority key identifier of the %s is marked as critical."), np_certificate_role_get_name (role));
}

static char *
find_malformed_id (NpCertificate *certificate, NpCertificateRole role)
{
  const char *malformed = np_certificate_get_identity (certificate)->malformed;

  if (malformed == NULL)
    return NULL;

  return g_strdup_printf (_("The subject of the %s has “%s” where four upper-case hexadecimal digits must stand, once."),
                          np_certificate_role_get_name (role), malformed);
}

static char *
find_missing_vendor_id (NpCertificate *certificate, NpCertificateRole role)
{
  if (np_certificate_get_vendor_id (certificate, NULL))
    return NULL;

  return g_strdup_printf (_("The subject of the %s has no vendor id."), np_certificate_role_get_name (role));
}

static char *
find_missing_product_id (NpCertificate *certificate, NpCertificateRole role)
{
  if (np_certificate_get_product_id (certificate, NULL))
    return NULL;

  return g_strdup_printf (_("The subject of the %s has no product id."), np_certificate_role_get_name (role));
}

static char *
find_product_id (NpCertificate *certificate, NpCertificateRole role)
{
  guint16 product_id;

  if (!np_certificate_get_product_id (certificate, &product_id))
    return NULL;

  return g_strdup_printf (_("The subject of the %s has the product id 0x%04X."), np_certificate_role_get_name (role),
                          (guint) product_id);
}

static char *
find_mixed_styles (NpCertificate *certificate, NpCertificateRole role)
{
  if (!np_certificate_get_identity (certificate)->mixed)
    return NULL;

  return g_strdup_printf (_("The subject of the %s has ids in attributes of their own and in its common name."),
                          np_certificate_role_get_name (role));
}

/* clang-format off */
static const Rule rules[] = {
  { "certificate-too-long", NP_SEVERITY_WARNING, ALL, 0, find_too_long,
    N_("Devices and authorities keep no more than that, although some phones would take it."),
    N_("Have the certificate issued anew, with shorter names.") },
  { "certificate-version", NP_SEVERITY_ERROR, ALL, 0, find_wrong_version,
    N_("Only version 3 has the extensions that Matter needs."), ISSUE_ANEW },
  { "certificate-signature-algorithm", NP_SEVERITY_ERROR, ALL, 0, find_wrong_signature_algorithm,
    N_("Matter knows this one algorithm."), ISSUE_ANEW },
  { "certificate-public-key", NP_SEVERITY_ERROR, ALL, 0, find_wrong_public_key,
    N_("Matter knows keys on this one curve."), N_("Make a P-256 key and have a certificate issued for it.") },
  { "certificate-validity", NP_SEVERITY_ERROR, ALL, 0, find_wrong_validity,
    N_("Its dates can't be read, or it ends before it begins."), ISSUE_ANEW },
  { "certificate-extension-repeated", NP_SEVERITY_ERROR, ALL, 0, find_repeated_extension,
    N_("X.509 allows each once."), ISSUE_ANEW },
  { "certificate-basic-constraints-missing", NP_SEVERITY_ERROR, ALL, 0, find_missing_basic_constraints,
    N_("They say whether a certificate may sign others."), ISSUE_ANEW },
  { "certificate-basic-constraints-not-critical", NP_SEVERITY_ERROR, ALL, 0, find_basic_constraints_not_critical,
    N_("Matter asks for it."), ISSUE_ANEW },
  { "certificate-ca", NP_SEVERITY_ERROR, ALL, 0, find_wrong_ca,
    N_("A PAI and a PAA sign certificates, a DAC never does."), N_("Check that the certificates aren't swapped.") },
  { "certificate-path-length", NP_SEVERITY_ERROR, ALL, 0, find_wrong_path_length,
    N_("A DAC has none, a PAI has 0, a PAA has 1 or none."), N_("Check that the certificates aren't swapped.") },
  { "certificate-key-usage-missing", NP_SEVERITY_ERROR, ALL, 0, find_missing_key_usage,
    N_("Matter asks for it."), ISSUE_ANEW },
  { "certificate-key-usage-not-critical", NP_SEVERITY_ERROR, ALL, 0, find_key_usage_not_critical,
    N_("Matter asks for it."), ISSUE_ANEW },
  { "certificate-key-usage", NP_SEVERITY_ERROR, ALL, 0, find_wrong_key_usage,
    N_("A DAC's key is for signatures alone; a PAI's and a PAA's is for certificates and revocation lists, and may be for "
       "signatures."),
    ISSUE_ANEW },
  { "certificate-subject-key-id", NP_SEVERITY_ERROR, ALL, 0, find_wrong_subject_key_id,
    N_("Commissioners find certificates by it."), ISSUE_ANEW },
  { "certificate-subject-key-id-critical", NP_SEVERITY_ERROR, ALL, 0, find_subject_key_id_critical,
    N_("Matter forbids it."), ISSUE_ANEW },
  { "certificate-authority-key-id", NP_SEVERITY_ERROR, ALL, 0, find_wrong_authority_key_id,
    N_("Commissioners find the issuer by it."), ISSUE_ANEW },
  { "certificate-authority-key-id-critical", NP_SEVERITY_ERROR, ALL, 0, find_authority_key_id_critical,
    N_("Matter forbids it."), ISSUE_ANEW },
  { "certificate-id-format", NP_SEVERITY_ERROR, ALL, 0, find_malformed_id,
    N_("Commissioners read vendor and product ids there."), ISSUE_ANEW },
  { "certificate-vendor-id-missing", NP_SEVERITY_ERROR, DAC | PAI, NP_ATTESTATION_DAC_VENDOR_ID, find_missing_vendor_id,
    N_("It stands in an attribute of its own (1.3.6.1.4.1.37244.2.1) or in the common name as “Mvid:FFF1”."), ISSUE_ANEW },
  { "certificate-product-id-missing", NP_SEVERITY_ERROR, DAC, NP_ATTESTATION_DAC_PRODUCT_ID, find_missing_product_id,
    N_("It stands in an attribute of its own (1.3.6.1.4.1.37244.2.2) or in the common name as “Mpid:8000”."), ISSUE_ANEW },
  { "certificate-product-id-present", NP_SEVERITY_ERROR, PAA, 0, find_product_id,
    N_("A PAA is for all products of a vendor, or for all vendors."), ISSUE_ANEW },
  { "certificate-styles-mixed", NP_SEVERITY_WARNING, ALL, 0, find_mixed_styles,
    N_("Commissioners read the attributes and pass over those in the common name, which may mislead people."), ISSUE_ANEW },
};
/* clang-format on */

static NpAttestationCode
get_format_code (NpCertificateRole role)
{
  switch (role)
    {
    case NP_CERTIFICATE_DAC:
      return NP_ATTESTATION_DAC_FORMAT;
    case NP_CERTIFICATE_PAI:
      return NP_ATTESTATION_PAI_FORMAT;
    case NP_CERTIFICATE_PAA:
      return NP_ATTESTATION_PAA_FORMAT;
    }

  g_return_val_if_reached (NP_ATTESTATION_DAC_FORMAT);
}

/**
 * np_certificate_check:
 * @role: what it is meant to be
 * @problems: (element-type NpProblem): where problems are added, each with the code of its rule
 *
 * Holds the certificate, by itself, against the rules for its role.
 *
 * Returns: what a commissioner concludes from it; %NP_ATTESTATION_GOOD (perhaps with warnings) if it breaks no rule
 */
NpAttestationCode
np_certificate_check (NpCertificate *self, NpCertificateRole role, GPtrArray *problems)
{
  NpAttestationCode conclusion = NP_ATTESTATION_GOOD;

  g_return_val_if_fail (self != NULL, NP_ATTESTATION_INVALID_ARGUMENT);
  g_return_val_if_fail (problems != NULL, NP_ATTESTATION_INVALID_ARGUMENT);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const Rule *rule = &rules[i];
      char *what = (rule->roles & (1u << role)) != 0 ? rule->find (self, role) : NULL;

      if (what == NULL)
        continue;

      np_problem_list_add (problems, rule->severity, np_certificate_role_get_tag (role), rule->code, NULL, what, _(rule->why),
                           _(rule->todo));
      /* OpenSSL reads no extension then. */
      if (rule->find == find_repeated_extension)
        return get_format_code (role);
      if (rule->severity == NP_SEVERITY_ERROR)
        conclusion = np_attestation_code_first (conclusion, rule->conclusion != 0 ? rule->conclusion : get_format_code (role));
    }

  return conclusion;
}

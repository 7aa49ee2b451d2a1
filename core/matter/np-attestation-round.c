/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-attestation-round.h"
#include "np-matter-tlv.h"
#include "np-random.h"

/* Context tags of attestation-elements. */
enum
{
  TAG_CERTIFICATION_DECLARATION = 1,
  TAG_NONCE = 2,
  TAG_TIMESTAMP = 3,
};

/**
 * np_attestation_elements_new:
 * @cd: certification declaration, DER
 * @nonce: 32 bytes from the commissioner
 *
 * Returns: (transfer full): what a device without a clock says of itself: the attestation elements, Matter TLV
 */
GBytes *
np_attestation_elements_new (GBytes *cd, GBytes *nonce)
{
  GByteArray *output;

  g_return_val_if_fail (cd != NULL, NULL);
  g_return_val_if_fail (nonce != NULL, NULL);

  output = g_byte_array_new ();
  np_matter_tlv_write_start (output, NP_MATTER_TLV_ANONYMOUS, NP_MATTER_TLV_STRUCTURE);
  np_matter_tlv_write_bytes (output, TAG_CERTIFICATION_DECLARATION, cd);
  np_matter_tlv_write_bytes (output, TAG_NONCE, nonce);
  np_matter_tlv_write_unsigned (output, TAG_TIMESTAMP, 0);
  np_matter_tlv_write_end (output);

  return g_byte_array_free_to_bytes (output);
}

static GBytes *
join (GBytes *elements, GBytes *challenge)
{
  GByteArray *message = g_byte_array_new ();

  g_byte_array_append (message, g_bytes_get_data (elements, NULL), g_bytes_get_size (elements));
  g_byte_array_append (message, g_bytes_get_data (challenge, NULL), g_bytes_get_size (challenge));

  return g_byte_array_free_to_bytes (message);
}

/**
 * np_attestation_elements_sign:
 * @challenge: 16 bytes of the session's secret
 * @key: the DAC's private key
 *
 * Returns: (transfer full) (nullable): the device's signature, 64 bytes, or %NULL with %NP_ERROR_TOOL_FAILED
 */
GBytes *
np_attestation_elements_sign (GBytes *elements, GBytes *challenge, NpAttestationKey *key, GError **error)
{
  g_autoptr(GBytes) message = NULL;

  g_return_val_if_fail (elements != NULL, NULL);
  g_return_val_if_fail (challenge != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  message = join (elements, challenge);

  return np_attestation_key_sign (key, message, error);
}

static gboolean
read_nonce (GBytes *elements, GBytes **nonce)
{
  NpMatterTlvReader reader = { .data = g_bytes_get_data (elements, NULL), .size = g_bytes_get_size (elements) };
  NpMatterTlvElement element;

  if (!np_matter_tlv_next (&reader, &element) || element.type != NP_MATTER_TLV_STRUCTURE)
    return FALSE;

  while (np_matter_tlv_next (&reader, &element))
    {
      if (element.type == NP_MATTER_TLV_BYTES && element.tag == TAG_NONCE)
        {
          *nonce = g_bytes_new (element.data, element.size);
          return TRUE;
        }
      if (element.type == NP_MATTER_TLV_END || !np_matter_tlv_skip (&reader, &element))
        return FALSE;
    }

  return FALSE;
}

/**
 * np_attestation_elements_verify:
 * @elements: what the device said
 * @challenge: 16 bytes of the session's secret
 * @signature: the device's signature
 * @nonce: what the commissioner asked with
 * @dac: the device's certificate
 *
 * Returns: what a commissioner concludes: %NP_ATTESTATION_SIGNATURE, %NP_ATTESTATION_ELEMENTS, %NP_ATTESTATION_NONCE or
 *   %NP_ATTESTATION_GOOD
 */
NpAttestationCode
np_attestation_elements_verify (GBytes *elements, GBytes *challenge, GBytes *signature, GBytes *nonce, NpCertificate *dac)
{
  g_autoptr(GBytes) message = NULL;
  g_autoptr(GBytes) answered = NULL;
  GBytes *public_key;

  g_return_val_if_fail (elements != NULL, NP_ATTESTATION_INVALID_ARGUMENT);
  g_return_val_if_fail (challenge != NULL, NP_ATTESTATION_INVALID_ARGUMENT);
  g_return_val_if_fail (signature != NULL, NP_ATTESTATION_INVALID_ARGUMENT);
  g_return_val_if_fail (nonce != NULL, NP_ATTESTATION_INVALID_ARGUMENT);
  g_return_val_if_fail (dac != NULL, NP_ATTESTATION_INVALID_ARGUMENT);

  message = join (elements, challenge);
  public_key = np_certificate_get_public_key (dac);
  if (public_key == NULL || !np_attestation_public_key_verify (public_key, message, signature))
    return NP_ATTESTATION_SIGNATURE;

  if (!read_nonce (elements, &answered))
    return NP_ATTESTATION_ELEMENTS;

  return g_bytes_equal (answered, nonce) ? NP_ATTESTATION_GOOD : NP_ATTESTATION_NONCE;
}

/**
 * np_attestation_round:
 * @dac: the device's certificate
 * @key: the device's private key
 * @cd: its certification declaration, DER
 * @code: (out): what a commissioner concludes from the device's answer
 *
 * Plays both sides of one attestation: asks with a random nonce, answers as the device would, verifies as a commissioner would.
 *
 * Returns: %TRUE, or %FALSE with %NP_ERROR_TOOL_FAILED if OpenSSL failed
 */
gboolean
np_attestation_round (NpCertificate *dac, NpAttestationKey *key, GBytes *cd, NpAttestationCode *code, GError **error)
{
  g_autoptr(GBytes) nonce = NULL;
  g_autoptr(GBytes) challenge = NULL;
  g_autoptr(GBytes) elements = NULL;
  g_autoptr(GBytes) signature = NULL;

  g_return_val_if_fail (dac != NULL, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);
  g_return_val_if_fail (cd != NULL, FALSE);
  g_return_val_if_fail (code != NULL, FALSE);

  nonce = np_random_bytes (NP_ATTESTATION_NONCE_SIZE, error);
  if (nonce == NULL)
    return FALSE;

  challenge = np_random_bytes (NP_ATTESTATION_CHALLENGE_SIZE, error);
  if (challenge == NULL)
    return FALSE;

  elements = np_attestation_elements_new (cd, nonce);
  signature = np_attestation_elements_sign (elements, challenge, key, error);
  if (signature == NULL)
    return FALSE;

  *code = np_attestation_elements_verify (elements, challenge, signature, nonce, dac);

  return TRUE;
}

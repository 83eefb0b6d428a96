	.attribute	4, 16
	.attribute	5, "rv32i2p1_m2p0_c2p0_zmmul1p0_zca1p0"
	.file	"m"
	.section	.text.m_f,"ax",@progbits
	.globl	m_f
	.p2align	1
	.type	m_f,@function
m_f:
.Lfunc_begin0:
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 45 0 prologue_end
	beqz	a1, .LBB0_4
	.loc	1 0 0 is_stmt 0
	lui	a2, 524288
	.loc	1 45 0
	bne	a0, a2, .LBB0_3
	.loc	1 0 0
	li	a2, -1
	.loc	1 45 0
	beq	a1, a2, .LBB0_5
.LBB0_3:
	div	a0, a0, a1
.Ltmp0:
	.loc	1 40 0 is_stmt 1
	ret
.LBB0_4:
.Ltmp1:
	.loc	1 45 0
	#APP
	csrw	hpmcounter3, zero	# 0x2d
	#NO_APP
.LBB0_5:
	#APP
	csrw	hpmcounter4, zero	# 0x2d
	#NO_APP
.Ltmp2:
.Lfunc_end0:
	.size	m_f, .Lfunc_end0-m_f
	.cfi_endproc

	.section	.text.m_g,"ax",@progbits
	.globl	m_g
	.p2align	1
	.type	m_g,@function
m_g:
.Lfunc_begin1:
	.cfi_startproc
	.loc	1 49 0 prologue_end
	#APP
	csrw	cycle, zero	# 0x31
	#NO_APP
.Ltmp3:
.Lfunc_end1:
	.size	m_g, .Lfunc_end1-m_g
	.cfi_endproc

	.section	.text.__dissolve_m_instantiate,"ax",@progbits
	.globl	__dissolve_m_instantiate
	.p2align	1
	.type	__dissolve_m_instantiate,@function
__dissolve_m_instantiate:
.Lfunc_begin2:
	.loc	1 0 0
	.cfi_startproc
	ret
.Ltmp4:
.Lfunc_end2:
	.size	__dissolve_m_instantiate, .Lfunc_end2-__dissolve_m_instantiate
	.cfi_endproc


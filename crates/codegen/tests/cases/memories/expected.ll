; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,65536"
module asm "__dissolve_m_memory_0:"
module asm ".space 65536"
module asm ".section .bss.dissolve.m_memory_1,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_1"
module asm ".type __dissolve_m_memory_1,%object"
module asm ".size __dissolve_m_memory_1,65536"
module asm "__dissolve_m_memory_1:"
module asm ".space 65536"

@__dissolve_m_memory_0 = external global [0 x i8], align 16
@__dissolve_m_memory_1 = external global [0 x i8], align 16

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !7
  %3 = icmp ugt i32 %2, 65532, !dbg !7
  br i1 %3, label %trap, label %5, !dbg !7

return:                                           ; preds = %11
  %4 = phi i32 [ %15, %11 ]
  ret i32 %4, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x37 */", "~{memory}"() #4, !dbg !7
  unreachable, !dbg !7

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !7
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !7
  %8 = load i32, ptr %7, align 1, !dbg !7
  %9 = sub i32 %0, 0, !dbg !9
  %10 = icmp ugt i32 %9, 65532, !dbg !9
  br i1 %10, label %trap1, label %11, !dbg !9

trap1:                                            ; preds = %5
  call void asm sideeffect "udf #1 /* 0x3c */", "~{memory}"() #4, !dbg !9
  unreachable, !dbg !9

11:                                               ; preds = %5
  %12 = getelementptr i8, ptr @__dissolve_m_memory_1, i32 %0, !dbg !9
  %13 = getelementptr i8, ptr %12, i32 0, !dbg !9
  %14 = load i32, ptr %13, align 1, !dbg !9
  %15 = add i32 %8, %14, !dbg !10
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define internal void @"func[1]"(i32 %0, i32 %1, i32 %2) #0 section ".text.func[1]" !dbg !11 {
entry:
  %3 = alloca i32, align 4
  %4 = alloca i32, align 4
  %5 = alloca i32, align 4
  store i32 %0, ptr %3, align 4
  store i32 %1, ptr %4, align 4
  store i32 %2, ptr %5, align 4
  br label %start

start:                                            ; preds = %entry
  %6 = call i32 @check.range(i32 %0, i32 %2, i32 0, i32 65536, i32 65536), !dbg !12
  %7 = icmp eq i32 %6, -1, !dbg !12
  br i1 %7, label %trap, label %8, !dbg !12

return:                                           ; preds = %12
  ret void, !dbg !13

trap:                                             ; preds = %8, %start
  call void asm sideeffect "udf #1 /* 0x4a */", "~{memory}"() #4, !dbg !12
  unreachable, !dbg !12

8:                                                ; preds = %start
  %9 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %6, !dbg !12
  %10 = call i32 @check.range(i32 %1, i32 %2, i32 0, i32 65536, i32 65536), !dbg !12
  %11 = icmp eq i32 %10, -1, !dbg !12
  br i1 %11, label %trap, label %12, !dbg !12

12:                                               ; preds = %8
  %13 = getelementptr i8, ptr @__dissolve_m_memory_1, i32 %10, !dbg !12
  call void @llvm.memmove.p0.p0.i32(ptr align 1 %9, ptr align 1 %13, i32 %2, i1 false), !dbg !12
  br label %return, !dbg !13
}

; Function Attrs: noinline nounwind optsize
define internal i32 @check.range(i32 %0, i32 %1, i32 %2, i32 %3, i32 %4) #1 section ".text.check.range" {
  %6 = sub i32 %0, %2
  %7 = icmp ugt i32 %1, %3
  %8 = sub i32 %3, %1
  %9 = icmp ugt i32 %6, %8
  %10 = or i1 %7, %9
  %11 = select i1 %10, i32 -1, i32 %6
  %12 = icmp ugt i32 %0, %4
  %13 = select i1 %12, i32 -1, i32 0
  %14 = icmp eq i32 %1, 0
  %15 = select i1 %14, i32 %13, i32 %11
  ret i32 %15
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memmove.p0.p0.i32(ptr writeonly captures(none), ptr readonly captures(none), i32, i1 immarg) #2

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0) #0 section ".text.m_f" !dbg !14 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !15
  ret i32 %2, !dbg !15
}

; Function Attrs: nounwind optsize
define void @m_copy(i32 %0, i32 %1, i32 %2) #0 section ".text.m_copy" !dbg !16 {
  call void @"func[1]"(i32 %0, i32 %1, i32 %2), !dbg !17
  ret void, !dbg !17
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !18 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !19
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_1, i8 0, i32 65536, i1 false), !dbg !19
  ret void, !dbg !19
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #3

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { noinline nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #2 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #3 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #4 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 52, type: !5, scopeLine: 52, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 55, scope: !4)
!8 = !DILocation(line: 65, scope: !4)
!9 = !DILocation(line: 60, scope: !4)
!10 = !DILocation(line: 64, scope: !4)
!11 = distinct !DISubprogram(name: "copy", linkageName: "copy", scope: null, file: !3, line: 67, type: !5, scopeLine: 67, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 74, scope: !11)
!13 = !DILocation(line: 78, scope: !11)
!14 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 52, type: !5, scopeLine: 52, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 52, scope: !14)
!16 = distinct !DISubprogram(name: "m_copy", linkageName: "m_copy", scope: null, file: !3, line: 67, type: !5, scopeLine: 67, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 67, scope: !16)
!18 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 0, scope: !18)
